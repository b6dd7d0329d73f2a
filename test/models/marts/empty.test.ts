import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Model } from '../../../models/model.ts'
import { given } from '../given.ts'

const folder = new URL('../../../models/marts/', import.meta.url)

test('every mart builds on no records at all, and is empty then', async () => {
  const shop = await given({})
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'))
  const built: string[] = []
  for (const file of files) {
    const exported: Model[] = Object.values(await import(new URL(file, folder).href))
    for (const mart of exported.filter((value) => value?.name === `marts.${file.replace(/\.ts$/, '')}`)) {
      expect(await shop.rows(mart)).toEqual([])
      built.push(mart.name)
    }
  }

  expect(built).toContain('marts.payouts')
  expect(built.length).toBeGreaterThanOrEqual(15)
})
