import { mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { MadeShop } from './made_shop.ts'
import { recoupTimed } from './recoup.ts'

/** A data directory in which a whole run over the shop has been. */
export type RunShop = {
  readonly orders: number
  readonly data: string
  /** Largest memory of that run, in GiB. */
  readonly peak: number
}

/** Runs the shop once, and lets work be done on what came of it. */
export async function withRunShop<T>(
  { inbox, orders }: MadeShop,
  work: (shop: RunShop) => Promise<T>,
): Promise<T> {
  const data = mkdtempSync(join(dirname(inbox), 'run-'))
  try {
    const { peak } = recoupTimed(['run', '--quiet', '--data', data, '--inbox', inbox])
    return await work({ orders, data, peak })
  } finally {
    rmSync(data, { recursive: true })
  }
}
