/** Whole numbers by place, as many as are needed; a place never written holds 0. */
export class Integers {
  #cells = new Int32Array(1024)

  get(place: number): number {
    return place < this.#cells.length ? (this.#cells[place] as number) : 0
  }

  set(place: number, value: number): void {
    if (place >= this.#cells.length) {
      const larger = new Int32Array(Math.max(place + 1, this.#cells.length * 2))
      larger.set(this.#cells)
      this.#cells = larger
    }
    this.#cells[place] = value
  }

  /** The first so many, which have all been written. */
  first(places: number): Int32Array {
    return this.#cells.subarray(0, places)
  }
}

/** Instants by place, in microseconds; a place never written holds 0. */
export class Instants {
  #cells = new BigInt64Array(1024)

  get(place: number): bigint {
    return this.#cells[place] ?? 0n
  }

  set(place: number, value: bigint): void {
    if (place >= this.#cells.length) {
      const larger = new BigInt64Array(Math.max(place + 1, this.#cells.length * 2))
      larger.set(this.#cells)
      this.#cells = larger
    }
    this.#cells[place] = value
  }

  /** The first so many, which have all been written. */
  first(places: number): BigInt64Array {
    return this.#cells.subarray(0, places)
  }
}
