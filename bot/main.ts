import { buildApp } from './app.js';
import { claimPlatforms, ConfigError, readConfig } from './config.js';

async function main(): Promise<void> {
  const config = readConfig();
  const app = await buildApp(config);
  const { url, loaded, claimCode } = await app.start();
  if (loaded) process.stdout.write(`已载入演示方案：${loaded}\n`);
  if (claimCode) {
    const places = { telegram: ' Telegram 私聊机器人', wecom: '企业微信的应用（或私聊智能机器人）' };
    const where = claimPlatforms(config).map((platform) => places[platform]);
    process.stdout.write(`还没有管理员。请在${where.join('，或')}发送：/claim ${claimCode}\n`);
  }
  process.stdout.write(
    `就绪：${config.sandbox ? `在浏览器打开 ${url}` : `机器人已启动，服务在 ${url}`}（按 Ctrl+C 停止）\n`,
  );
  let stopping = false;
  const stop = () => {
    if (stopping) return;
    stopping = true;
    void app.stop().then(() => process.exit(0), fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
}

function fail(error: unknown): never {
  if (error instanceof ConfigError) {
    process.stderr.write('环境变量有误，请改正后再启动（说明见 .env.example）：\n');
    for (const problem of error.problems) process.stderr.write(`  · ${problem}\n`);
  } else if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
    process.stderr.write('端口已被占用。请换一个端口再启动，例如：PORT=8081 npm start\n');
  } else if ((error as Error).name === 'TelegramRefused') {
    process.stderr.write('Telegram 不认这个令牌。请到 BotFather 核对 TELEGRAM_BOT_TOKEN，改好后再启动。\n');
  } else {
    process.stderr.write(`没有启动成功：${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
  process.exit(1);
}

main().catch(fail);
