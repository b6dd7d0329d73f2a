import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { type CheckSettings, checkedSelect } from './check.ts'
import type { Contract } from './contract.ts'
import { Copies, type Rewriting } from './copies.ts'
import { FileFault, isAboutLineEnds, isOwnFault, readFailure } from './failures.ts'
import { type FileState, whyLeft } from './file_state.ts'
import { RecordLines } from './json_records.ts'
import { sourceOfSentLines } from './json_source.ts'
import { EvenLines } from './line_ends.ts'
import { readLeavingRaggedRows } from './ragged.ts'
import { landedRows, type NumberedFile, sentRows } from './sent_rows.ts'
import type { Shape } from './shape.ts'
import { type Source, sourceOfCells, sourceOfParquet, sourceOfTable } from './source.ts'
import { unpacked } from './unpacked.ts'
import { rareDelimiter } from './whole_lines.ts'

/** A file with the number it is loaded under, and the state in which it was when its content was hashed. */
export type ShapedFile = NumberedFile & { readonly shape: Shape; readonly state: FileState }

/** By number the sentences of the files whose rows are not to be used. */
export type FilesRead = {
  /** What is known of the shape of files without a header only now that they were read. */
  readonly columns: ReadonlyMap<number, Pick<Shape, 'columns'>>
  /** Nothing of them is in the table. */
  readonly unreadable: ReadonlyMap<number, string>
  /** What is in the table need not be what was hashed. */
  readonly left: ReadonlyMap<number, string>
}

/** Reads files into the table, those of one shape together. */
export async function readChecked(
  warehouse: Warehouse,
  contract: Contract,
  table: string,
  files: readonly ShapedFile[],
  settings: CheckSettings,
): Promise<FilesRead> {
  const reader = new Reader(warehouse, contract, table, settings)
  try {
    for (const group of byShape(await reader.withRecordLines(files))) await reader.readTogether(group)
    return { columns: reader.columns, unreadable: reader.unreadable, left: await leftOf(files) }
  } finally {
    await reader.copies.clear()
  }
}

/** The temporary table of rows that stand somewhere before they are checked. */
const landing = 'load_landing'

class Reader {
  readonly columns = new Map<number, Pick<Shape, 'columns'>>()
  readonly unreadable = new Map<number, string>()
  readonly copies: Copies
  readonly #warehouse: Warehouse
  readonly #contract: Contract
  readonly #table: string
  readonly #settings: CheckSettings

  constructor(warehouse: Warehouse, contract: Contract, table: string, settings: CheckSettings) {
    this.copies = new Copies(warehouse.spillTo)
    this.#warehouse = warehouse
    this.#contract = contract
    this.#table = table
    this.#settings = settings
  }

  /** The files, with copies in place of those whose records go on over lines. */
  async withRecordLines(files: readonly ShapedFile[]): Promise<ShapedFile[]> {
    const readable: ShapedFile[] = []
    for (const file of files) {
      if (file.shape.format !== 'json') readable.push(file)
      else
        await this.#copied(file, new RecordLines(), { format: 'ndjson' })
          .then((copy) => readable.push(copy))
          .catch((fault) => this.unreadable.set(file.fileNumber, sentenceOfReadFault(fault)))
    }
    return readable
  }

  /** Reads files of one shape by one statement; where that fails, each half by its own. */
  async readTogether(files: readonly ShapedFile[]): Promise<void> {
    const problem = await this.#tryRead(files)
    if (problem === undefined) return
    const [first, second] = files
    if (first && !second) {
      const sentence = await this.#readAfter(problem, first).catch(sentenceOfReadFault)
      if (sentence) this.unreadable.set(first.fileNumber, sentence)
      return
    }
    const half = Math.ceil(files.length / 2)
    await this.readTogether(files.slice(0, half))
    await this.readTogether(files.slice(half))
  }

  /** Reads a file that the engine did not read as it is. Gives a sentence where it cannot be read at all. */
  async #readAfter(problem: unknown, file: ShapedFile): Promise<string | undefined> {
    if (file.shape.format === 'csv') {
      const even = (await mixesLineEnds(file)) ? await this.#withEvenLines(file) : file
      if (even !== file && !(await this.#tryRead([even]))) return undefined
      return readLeavingRaggedRows(this.#warehouse, this.#contract, this.#table, even, this.#settings)
    }
    if (file.shape.format !== 'ndjson' || !isAboutLineEnds(problem)) return readFailure(problem)
    const stillWrong = await this.#tryRead([await this.#withEvenLines(file)])
    return stillWrong === undefined ? undefined : readFailure(stillWrong)
  }

  #withEvenLines(file: ShapedFile): Promise<ShapedFile> {
    const { format, delimiter } = file.shape
    return format === 'csv'
      ? this.#copied(file, new EvenLines(delimiter), {})
      : this.#copied(file, new EvenLines(''), { delimiter: rareDelimiter })
  }

  async #copied(file: ShapedFile, rewriting: Rewriting, change: Partial<Shape>): Promise<ShapedFile> {
    const { absolute, shape } = file
    const copy = await this.copies.make({ absolute, gzip: shape.gzip }, rewriting)
    return { ...file, absolute: copy, shape: { ...shape, ...change, gzip: false } }
  }

  async #tryRead(files: readonly ShapedFile[]): Promise<unknown> {
    const [first] = files
    if (!first) return undefined
    try {
      const source = await this.#sourceOf(first, files)
      const select = checkedSelect(this.#contract, source, this.#settings)
      await this.#warehouse.run(`insert into ${this.#table} ${select}`, source.bound)
      return undefined
    } catch (problem) {
      if (isOwnFault(problem)) throw problem
      return problem
    } finally {
      await this.#warehouse.run(`drop table if exists ${landing}`)
    }
  }

  async #sourceOf(
    { shape, absolute, fileNumber }: ShapedFile,
    files: readonly ShapedFile[],
  ): Promise<Source> {
    if (shape.format === 'parquet') return sourceOfParquet(shape, this.#contract, files)
    if (shape.format === 'arrow') {
      const { landArrow } = await import('./arrow/rows.ts')
      await landArrow(this.#warehouse, landing, absolute, shape)
      return sourceOfTable(shape, this.#contract, landing, fileNumber)
    }
    const rows = areMostlySmall(files)
      ? await landedRows(this.#warehouse, landing, shape, files)
      : sentRows(shape, files)
    if (shape.format === 'csv') return sourceOfCells(shape, this.#contract, rows)
    const { source, names } = await sourceOfSentLines(this.#warehouse, this.#contract, rows)
    for (const [file, columns] of names.ofFile) this.columns.set(file, { columns })
    return source
  }
}

/** The engine checks the rows of one file at a time: for few rows that takes far longer than to gather them first. */
const areMostlySmall = (files: readonly ShapedFile[]): boolean =>
  files.length > 1 && files.reduce((sum, { state }) => sum + state.bytes, 0) < files.length * smallBytes

/** Below it, a file's rows fill only a part of what the engine works on at once. */
const smallBytes = 256 * 1024

/** For files whose JSON has no end, and those that went or changed since they were inspected. */
export function sentenceOfReadFault(fault: NodeJS.ErrnoException): string {
  if (fault.code === undefined && !(fault instanceof FileFault)) throw fault
  return readFailure(fault)
}

export async function leftOf(files: readonly ShapedFile[]): Promise<Map<number, string>> {
  const left = new Map<number, string>()
  const whys = await Promise.all(files.map(({ absolute, state }) => whyLeft(absolute, state)))
  for (const [nth, { fileNumber }] of files.entries()) {
    const why = whys[nth]
    if (why) left.set(fileNumber, why)
  }
  return left
}

async function mixesLineEnds({ absolute, shape }: ShapedFile): Promise<boolean> {
  const lines = new EvenLines(shape.delimiter)
  for await (const chunk of unpacked({ absolute, gzip: shape.gzip })) lines.take(chunk)
  lines.end()
  return lines.areMixed
}

function byShape(files: readonly ShapedFile[]): ShapedFile[][] {
  const groups = new Map<string, ShapedFile[]>()
  for (const file of files) {
    const { format } = file.shape
    const key = JSON.stringify(format === 'arrow' ? file.fileNumber : file.shape)
    const group = groups.get(key)
    if (group) group.push(file)
    else groups.set(key, [file])
  }
  return [...groups.values()]
}
