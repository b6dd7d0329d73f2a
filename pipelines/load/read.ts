import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { type CheckSettings, checkedSelect } from './check.ts'
import type { Contract } from './contract.ts'
import { isOwnFault, readFailure } from './failures.ts'
import { readLeavingRaggedRows } from './ragged.ts'
import type { Shape } from './shape.ts'
import { type NumberedFile, sourceOf } from './source.ts'

/** A file with the number it is loaded under. */
export type ShapedFile = NumberedFile & { readonly shape: Shape }

/**
 * Reads files into the table, those of one shape together. Where that fails the files are read one by one,
 * and the sentence of each that cannot be read is given by its number; nothing of it stays in the table.
 */
export async function readChecked(
  warehouse: Warehouse,
  contract: Contract,
  table: string,
  files: readonly ShapedFile[],
  settings: CheckSettings,
): Promise<Map<number, string>> {
  const failed = new Map<number, string>()
  for (const group of byShape(files)) {
    const problem = await tryRead(warehouse, contract, table, group, settings)
    if (!problem) continue
    for (const file of group) {
      const sentence = await readAlone(warehouse, contract, table, file, settings)
      if (sentence) failed.set(file.fileNumber, sentence)
    }
  }
  return failed
}

async function readAlone(
  warehouse: Warehouse,
  contract: Contract,
  table: string,
  file: ShapedFile,
  settings: CheckSettings,
): Promise<string | undefined> {
  const problem = await tryRead(warehouse, contract, table, [file], settings)
  if (!problem) return undefined
  if (file.shape.format !== 'csv') return readFailure(problem)
  return readLeavingRaggedRows(warehouse, contract, table, file, settings)
}

async function tryRead(
  warehouse: Warehouse,
  contract: Contract,
  table: string,
  files: readonly ShapedFile[],
  settings: CheckSettings,
): Promise<unknown> {
  const [first] = files
  if (!first) return undefined
  const source = sourceOf(first.shape, contract, files)
  try {
    await warehouse.run(`insert into ${table} ${checkedSelect(contract, source, settings)}`, source.bound)
    return undefined
  } catch (problem) {
    if (isOwnFault(problem)) throw problem
    return problem
  }
}

function byShape(files: readonly ShapedFile[]): ShapedFile[][] {
  const groups = new Map<string, ShapedFile[]>()
  for (const file of files) {
    const { columns: _, ...layout } = file.shape
    const key = JSON.stringify(layout.format === 'ndjson' ? layout : file.shape)
    const group = groups.get(key)
    if (group) group.push(file)
    else groups.set(key, [file])
  }
  return [...groups.values()]
}
