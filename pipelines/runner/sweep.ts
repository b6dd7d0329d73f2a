import { rmSync } from 'node:fs'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quotedWhole } from '../../warehouse/engine.ts'
import { engineMemory } from './engine_memory.ts'
import { moveWhole } from './move_whole.ts'
import type { Places } from './places.ts'

/** Whether the file may still hold bytes of values that were taken out of its rows. */
export const isToBeSwept = async (warehouse: Warehouse): Promise<boolean> =>
  (await warehouse.count('select count(*) from ledger.removals where not is_swept')) > 0

/**
 * Copies all that the warehouse holds into a new file, which takes the old one's place in one move. The engine leaves
 * the bytes of rows that went where they were until it needs the room, so only a new file is without them. For whoever
 * holds the lock, and has closed the warehouse.
 */
export async function sweep({ warehouse: path, spill }: Places): Promise<void> {
  const fresh = `${path}.swept`
  removeFile(fresh)
  const warehouse = await Warehouse.open(path, { memory: engineMemory(), spillTo: spill, reach: [fresh] })
  try {
    const [{ name } = { name: '' }] = await warehouse.rows<{ name: string }>(
      'select current_database() as name',
    )
    await warehouse.run(`attach '${fresh.replaceAll("'", "''")}' as swept`)
    await warehouse.run(`copy from database ${quotedWhole(name)} to swept`)
    await warehouse.run('update swept.ledger.removals set is_swept = true')
    await warehouse.run('checkpoint swept')
    await warehouse.run('detach swept')
    // What is still in the log beside the file would be replayed into the new one.
    await warehouse.run('checkpoint')
  } finally {
    warehouse.close()
  }
  rmSync(`${path}.wal`, { force: true })
  moveWhole(fresh, path)
  removeFile(fresh)
  rmSync(spill, { recursive: true, force: true })
}

const removeFile = (path: string): void => {
  for (const file of [path, `${path}.wal`]) rmSync(file, { force: true })
}
