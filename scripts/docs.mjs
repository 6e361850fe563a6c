// npm run docs: writes docs/permissions.md and docs/jobs.md from the lists of commands, buttons and jobs.
// --check: exits 1 when they are not what the lists say. Uses the compiled code.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { actions, commands } from '../dist/commands/index.js';
import { ROLES } from '../dist/domain/roles.js';
import { jobs } from '../dist/jobs/index.js';
import { jobTitle, textsFor } from '../dist/services/texts/index.js';
import { root } from './setup.mjs';

const t = textsFor('zh-CN');
const CHATS = { private: '私聊', group: '群' };
const DAYS = { workdays: '工作日', firstWorkdayOfWeek: '每周第一个工作日', all: '每天' };

const table = (head, rows) =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const marks = ({ roles }) => ROLES.map((role) => (roles === 'everyone' || roles.includes(role) ? '●' : ''));
const where = ({ chats }) => chats.map((kind) => CHATS[kind]).join('、');

const permissions = `# 权限

由 \`npm run docs\` 从命令和按钮的清单生成，不要手改。● 表示可以用；能看到哪些记录，还要看记录属于哪个单位：
联络员和单位负责人看本单位及下级单位，领导看联系单位及其下级，督导组看分派的单位，协调员和管理员看全部。没有绑定身份的人什么都不能做。

## 命令

${table(
  ['命令', '可以直接发的词', '在哪里', ...ROLES.map((role) => t.roles[role])],
  commands.map((each) => [`/${each.name}`, each.aliases.join('、'), where(each), ...marks(each)]),
)}

## 按钮

${table(
  ['按钮', '在哪里', ...ROLES.map((role) => t.roles[role])],
  actions.map((each) => [`\`${each.name}\``, where(each), ...marks(each)]),
)}
`;

const cronTable = `# 定时任务

由 \`npm run docs\` 从任务清单生成，不要手改。时间是专项行动所在时区的时间；每个专项行动可以在 \`schedules\` 里改自己的时间。
停机期间错过的，只补最近一次，并且不早于“补做时限”；更早的不补，协调员会收到一条说明。

${table(
  ['任务', '名称', 'cron', '哪些天', '补做时限（小时）'],
  jobs.map((job) => [`\`${job.name}\``, jobTitle(job.name), `\`${job.cron}\``, DAYS[job.days], job.catchUpHours]),
)}
`;

const stale = [];
for (const [name, text] of [
  ['permissions.md', permissions],
  ['jobs.md', cronTable],
]) {
  const file = join(root, 'docs', name);
  if (process.argv.includes('--check')) {
    if (readFileSync(file, 'utf8') !== text) stale.push(`docs/${name}`);
  } else {
    writeFileSync(file, text);
    console.log(`wrote docs/${name}`);
  }
}
if (stale.length > 0) {
  console.error(`${stale.join(' and ')} differ from the lists: run npm run docs`);
  process.exit(1);
}
