import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { writeDemoShop } from '../../../sources/demo_shop/demo_shop.ts'

const folders: string[] = []
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

async function folder(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'demo-shop-'))
  folders.push(made)
  return made
}

async function fingerprint(orders: number, seed: number): Promise<string> {
  const out = await folder()
  await writeDemoShop({ orders, seed, out })
  const hash = createHash('sha256')
  const entries = await readdir(out, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  for (const file of files.sort()) hash.update(relative(out, file)).update(await readFile(file))
  return hash.digest('hex')
}

it('writes the same bytes for the same seed, and others for another', { timeout: 60_000 }, async () => {
  const first = await fingerprint(250, 3)
  expect(await fingerprint(250, 3)).toBe(first)
  expect(await fingerprint(250, 4)).not.toBe(first)
})

it('makes a shop of one order, and says how far it is', async () => {
  const shares: number[] = []
  const summary = await writeDemoShop({
    orders: 1,
    seed: 1,
    out: await folder(),
    onProgress: (share) => shares.push(share),
  })
  expect(summary.orders).toBe(1)
  expect(shares).toEqual([...shares].sort((a, b) => a - b))
  expect(shares.at(-1)).toBe(1)
})

it('refuses numbers that make no shop', async () => {
  const out = await folder()
  await expect(writeDemoShop({ orders: 0, seed: 1, out })).rejects.toThrow('orders is 0')
  await expect(writeDemoShop({ orders: 10, seed: 1.5, out })).rejects.toThrow('seed is 1.5')
})

it('writes over no feed that is there', async () => {
  const out = await folder()
  await writeDemoShop({ orders: 1, seed: 1, out })
  await expect(writeDemoShop({ orders: 1, seed: 1, out })).rejects.toThrow('already has files')
})
