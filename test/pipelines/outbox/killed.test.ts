import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Places } from '../../../pipelines/runner/places.ts'
import type { Moment } from '../../faults/moments.ts'
import { momentsOfRun, recoupRun, recoupRunHarmed } from '../../faults/recoup.ts'
import { shopFolder } from '../../laws/shop.ts'
import { shop } from './lost_parcel.ts'

/** The ids in all files of a list; a line that is cut short is no JSON and throws. */
function handedOut({ outbox }: Places, list: string): string[] {
  const folder = join(outbox, list)
  if (!existsSync(folder)) return []
  expect(readdirSync(folder).filter((file) => !/[.](csv|ndjson)$/.test(file))).toEqual([])
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ndjson'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').trim().split('\n'))
    .map((line) => (JSON.parse(line) as { action_id: string }).action_id)
}

const isHandingOut = ({ what }: Moment): boolean =>
  what.startsWith('renameSync /outbox/') || what.startsWith('insert into ledger.handed_out')

/**
 * Waits until files that were just written count as settled: a run does not remember what is in younger ones,
 * so that its moments would depend on how fast it starts.
 */
const settled = async (places: Places): Promise<Places> => {
  await setTimeout(2100)
  return places
}

/** A shop in which all is built and published, and nothing was handed out, as the run was killed then. */
async function shopBeforeHandingOut(): Promise<Places> {
  const first = (await momentsOfRun((await settled(shop())).data)).find(isHandingOut)
  const places = await settled(shop())
  await recoupRunHarmed({ data: places.data, at: first?.place as number, after: null })
  return places
}

test('a run killed at any moment of handing out hands out all the same, and once more at most', async () => {
  const built = await shopBeforeHandingOut()
  const copy = (): Promise<Places> => {
    const places = shopFolder()
    cpSync(built.data, places.data, { recursive: true })
    return settled(places)
  }
  const moments = (await momentsOfRun((await copy()).data)).filter(isHandingOut)
  // Two lists have files, all five are remembered.
  expect(moments.map(({ what }) => what.split(' ')[0]?.slice(0, 6))).toEqual([
    ...['rename', 'rename', 'insert'],
    'insert',
    ...['rename', 'rename', 'insert'],
    ...['insert', 'insert'],
  ])

  // The second list with files is handed out like the first.
  for (const { place, what } of [...moments.slice(0, 4), ...moments.slice(-1)]) {
    const places = await copy()
    expect(await recoupRunHarmed({ data: places.data, at: place, after: null }), what).toMatchObject({
      signal: 'SIGKILL',
    })
    expect((await recoupRun(places.data)).code).toBe(0)
    for (const list of ['carrier_claims_to_file', 'parcels_to_warn']) {
      const ids = handedOut(places, list)
      expect(new Set(ids), what).toEqual(new Set([`${list}/s1`]))
      expect(ids.length, what).toBeLessThanOrEqual(2)
    }
    expect((await recoupRun(places.data)).said).not.toContain('Handed out')
  }
}, 480_000)
