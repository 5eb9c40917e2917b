import { DatabaseSync, type SQLInputValue, type SQLOutputValue } from "node:sqlite";

type Value = SQLInputValue | undefined;

/** What is not there is NULL. */
function bound(value: Value): SQLInputValue {
  return value ?? null;
}

/** Node's own SQLite under the interface that TypeORM's `better-sqlite3` driver uses: there is nothing to compile or download. */
export class NodeSqlite {
  private readonly database: DatabaseSync;

  constructor(path: string) {
    this.database = new DatabaseSync(path);
    this.database.exec("PRAGMA journal_mode = WAL");
  }

  prepare(sql: string) {
    const statement = this.database.prepare(sql);
    return {
      reader: statement.columns().length > 0,
      all: (...values: Value[]) => statement.all(...values.map(bound)),
      run: (...values: Value[]) => statement.run(...values.map(bound)),
    };
  }

  pragma(text: string): unknown[] {
    return this.database.prepare(`PRAGMA ${text}`).all();
  }

  /** Vendure gives SQLite a `regexp`. */
  function(name: string, call: (...values: SQLOutputValue[]) => SQLInputValue): void {
    this.database.function(name, call);
  }

  exec(sql: string): void {
    this.database.exec(sql);
  }

  close(): void {
    this.database.close();
  }
}
