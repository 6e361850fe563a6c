// Prisma's schema engine as WebAssembly, used for one thing: the SQL that leads from the existing migrations to a schema.
// It replays the migrations in an empty scratch database, through driver adapters that need the repairs made here.
import { readFileSync } from 'node:fs';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import * as bindings from '@prisma/schema-engine-wasm/schema_engine_bg';

const wasmFile = new URL('./schema_engine_bg.wasm', import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg'));

let loaded;
let panic = '';
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (message) => {
    panic = message;
  },
}; // the engine calls it before it dies
async function loadEngine() {
  const { instance } = await WebAssembly.instantiate(readFileSync(wasmFile), { './schema_engine_bg.js': bindings });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
}

/** A scratch SQLite database in memory. The engine sends whole scripts as one statement, which the adapter does not take. */
async function scratchSqlite() {
  const adapter = await new PrismaBetterSqlite3({ url: ':memory:' }).connect();
  const executeRaw = adapter.executeRaw.bind(adapter);
  adapter.executeRaw = (query) =>
    query.args.length > 0 ? executeRaw(query) : adapter.executeScript(query.sql).then(() => 0);
  return adapter;
}

/** A scratch PostgreSQL database: that of the URL, which must be empty. */
async function scratchPostgresql(url) {
  const adapter = await new PrismaPg({ connectionString: url, max: 1 }).connect();
  adapter.executeScript = async (script) => void (await adapter.underlyingDriver().query(script)); // the adapter splits at every ;
  const queryRaw = adapter.queryRaw; // oxlint-disable-line typescript/unbound-method -- called below on an object derived from the adapter
  const performIO = adapter.performIO.bind(adapter);
  adapter.queryRaw = async (query) => {
    const characters = []; // columns of the catalogue's type "char" (18), which the adapter refuses: read as text (25)
    const readCharacters = async (each) => {
      const result = await performIO(each);
      result.fields.forEach((field, index) => {
        if (field.dataTypeID !== 18) return;
        field.dataTypeID = 25;
        characters.push(index);
      });
      return result;
    };
    const result = await queryRaw.call(Object.create(adapter, { performIO: { value: readCharacters } }), query);
    for (const index of characters) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}

/**
 * The SQL that leads from the state after the given migrations to the given schema.
 * @param {{ provider: 'sqlite' | 'postgresql', schema: string, migrations: { name: string, sql: string }[], url?: string }} input
 *   `schema` is the text of schema.prisma; `url` is of an empty PostgreSQL database that may be filled
 * @returns {Promise<string | null>} null when nothing differs
 * @throws {Error} with the engine's words when the schema is wrong or a migration does not run
 */
export async function migrationSql({ provider, schema, migrations, url }) {
  loaded ??= loadEngine();
  await loaded;
  const connect = () => (provider === 'sqlite' ? scratchSqlite() : scratchPostgresql(url));
  const factory = bindMigrationAwareSqlAdapterFactory({
    provider: provider === 'sqlite' ? 'sqlite' : 'postgres',
    adapterName: 'scratch',
    connect,
    connectToShadowDb: connect,
  });
  const engine = await bindings.SchemaEngine.new({ datamodels: undefined }, () => {}, factory);
  try {
    const { stdout } = await engine.diff({
      from: {
        tag: 'migrations',
        baseDir: '/migrations',
        lockfile: { path: 'migration_lock.toml', content: `provider = "${provider}"\n` },
        shadowDbInitScript: '',
        migrationDirectories: migrations.map(({ name, sql }) => ({
          path: name,
          migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: sql } },
        })),
      },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return stdout.startsWith('-- This is an empty migration') ? null : stdout;
  } catch (error) {
    const id = /External error id#(\d+)/.exec(error.message)?.[1];
    const reason = id && factory.errorRegistry.consumeError(Number(id))?.error?.message;
    const message = error.message.replace(/\n +0: [^]*/, ''); // its stack of Rust functions
    throw new Error([message, panic || reason].filter(Boolean).join('\n'), { cause: error });
  } finally {
    engine.free();
  }
}
