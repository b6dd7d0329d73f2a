import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'

test('a warehouse in memory leaves nothing on the disk', async () => {
  const warehouse = await Warehouse.open(':memory:')
  mkdirSync(warehouse.spillTo)
  writeFileSync(join(warehouse.spillTo, 'spilled'), 'much')
  warehouse.close()
  expect(existsSync(warehouse.spillTo)).toBe(false)
})
