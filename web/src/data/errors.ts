// What went wrong with a whole file: what, where, and what to do. Not for single records: those are counted as refused.

/** Why a file was not read. */
export type DataTrouble =
  /** No file was named and none is in the page. */
  | "missing"
  /** The file did not arrive. */
  | "unreachable"
  /** It is not JSON, or not packed as it should be. */
  | "unreadable"
  /** It is JSON of another kind. */
  | "foreign";

/** A file that cannot be read. */
export class DataError extends Error {
  override readonly name = "DataError";
  readonly trouble: DataTrouble;
  /** The address, or the place in the page. */
  readonly where: string;
  readonly what: string;
  readonly todo: string;
  /** What the server answered, such as 404. */
  readonly status: number | null;

  constructor(trouble: DataTrouble, { where, what, todo, status }: { readonly where: string; readonly what: string; readonly todo: string; readonly status?: number }) {
    super(`${where}: ${what}; ${todo}`);
    [this.trouble, this.where, this.what, this.todo, this.status] = [trouble, where, what, todo, status ?? null];
  }
}
