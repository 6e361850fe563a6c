// Read by the Prisma CLI alone (npx prisma migrate deploy, npm run db:generate): DATABASE_URL picks the dialect.
import { existsSync } from 'node:fs';
import { defineConfig } from 'prisma/config';

if (existsSync('.env')) process.loadEnvFile('.env');
const url = process.env.DATABASE_URL || 'file:./data/duban.db';
const folder = /^postgres(ql)?:/.test(url) ? 'prisma/postgresql' : 'prisma';

export default defineConfig({
  schema: `${folder}/schema.prisma`,
  migrations: { path: `${folder}/migrations` },
  datasource: { url },
});
