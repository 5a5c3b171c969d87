// Which long work goes on, and how far it is. Not responsible for the work nor for showing it.

export type Work = "measuring" | "sorting";

/** Long work that goes on now. */
export class Busy {
  readonly #shares = new Map<Work, number | null>();
  readonly #listeners = new Set<() => void>();

  /** What goes on; the share that is done, from 0 to 1, where it is known. */
  get now(): { readonly work: Work; readonly share: number | null } | null {
    for (const [work, share] of this.#shares) return { work, share };
    return null;
  }

  set(work: Work, share: number | null): void {
    this.#shares.set(work, share);
    this.#tell();
  }

  end(work: Work): void {
    if (this.#shares.delete(work)) this.#tell();
  }

  /** Calls `listener` at each change until the function that is returned is called. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
