import { buildApp } from './app.js';
import { ConfigError, readConfig } from './config.js';

async function main(): Promise<void> {
  const config = readConfig();
  const app = await buildApp(config);
  const { url, loaded } = await app.start();
  if (loaded) process.stdout.write(`已载入演示方案：${loaded}\n`);
  process.stdout.write(
    config.sandbox ? `就绪：在浏览器打开 ${url}（按 Ctrl+C 停止）\n` : `就绪：服务在 ${url}（按 Ctrl+C 停止）\n`,
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
  } else {
    process.stderr.write(`没有启动成功：${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  }
  process.exit(1);
}

main().catch(fail);
