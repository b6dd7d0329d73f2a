import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeskShop } from '../desk_shop.ts'
import { findBytes } from './bytes.ts'
import { anna, bert, plantedShop, valuesOf } from './planted.ts'

const program = fileURLToPath(new URL('../../../pipelines/recoup.js', import.meta.url))

let shop: DeskShop
beforeAll(async () => {
  shop = (await plantedShop()).shop
  // Of the commands one gets the environment and the other does not.
  shop.put('pseudonym.key', process.env.RECOUP_PSEUDONYM_KEY ?? '')
}, 240_000)
afterAll(() => shop.remove())

/** Erases in a process of its own, which is killed as soon as a stage is told to be done. */
function killedAfter(folder: string, stage: string): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(
      process.execPath,
      [program, 'erase', '--customer', anna.customer, '--yes', '--data', 'shop'],
      { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    )
    let told = ''
    child.stderr.setEncoding('utf8').on('data', (text) => {
      told += text
      if (told.includes(stage)) child.kill('SIGKILL')
    })
    child.on('close', (_, signal) => resolve(signal === 'SIGKILL'))
  })
}

test.each(['erase', 'outbox'])(
  'killed once %s is done, the same command finishes the erasure',
  async (stage) => {
    const copy = shop.copied()
    try {
      expect(await killedAfter(copy.folder, stage)).toBe(true)
      const receipt = await copy.json<{ ended_at: string; rows: object }>(
        'erase',
        '--customer',
        anna.customer,
        '--yes',
      )
      expect(receipt.rows).toMatchObject({ 'raw.customers': 1 })
      expect(findBytes(copy.at('.'), valuesOf(anna), ['inbox'])).toEqual([])
      expect(findBytes(copy.at('.'), valuesOf(bert), ['inbox']).length).toBeGreaterThan(10)
    } finally {
      copy.remove()
    }
  },
  240_000,
)
