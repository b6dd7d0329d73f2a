import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { makeAnew } from './make_anew.ts'
import { bringKeptAlong, isAnyKept } from './retention/kept.ts'
import { atDesk, type Desk } from './runner/desk.ts'
import { recordRemoval } from './runner/ledger.ts'
import type { Places } from './runner/places.ts'
import { Problem } from './runner/problems.ts'
import type { Progress } from './runner/progress.ts'
import {
  demandKeys,
  digestOf,
  formerKeysOf,
  keysInUse,
  newKey,
  type PseudonymKeys,
  prepareChange,
  pseudonymKeys,
  recordKeys,
  settleChange,
} from './runner/pseudonym_keys.ts'

export type RotateReport = {
  /** Whether the new key was made here and lies in the data directory; else it is the one of the environment. */
  readonly is_made_here: boolean
  /** How many keys before it are kept, because pseudonyms of values that are gone rest on them. */
  readonly former_keys: number
}

/**
 * Puts all pseudonyms under a new key. A key of the environment is changed there first, and the one before it given as
 * `RECOUP_FORMER_PSEUDONYM_KEY`; any other is made here. Where the key in use is lost, pseudonyms of values that are
 * gone link to no new record any more; all others are made anew from the raw rows.
 */
export async function rotateKey(
  places: Places,
  { isLost, progress }: { readonly isLost: boolean; readonly progress: Progress },
): Promise<RotateReport> {
  const inUse = (warehouse: Warehouse) =>
    isLost ? keysAtHand(warehouse, places) : provenKeys(warehouse, places)
  return atDesk(
    places,
    'rotate-key',
    async (desk) => {
      const next = await change(desk, await inUse(desk.warehouse), isLost)
      await desk.warehouse.setPseudonymKeys(next)
      await makeAnew(desk, progress)
      return { is_made_here: !ofEnvironment(), former_keys: next.former.length }
    },
    inUse,
  )
}

const ofEnvironment = () => process.env.RECOUP_PSEUDONYM_KEY

async function keysAtHand(warehouse: Warehouse, places: Places): Promise<PseudonymKeys> {
  settleChange(places, await keysInUse(warehouse))
  return pseudonymKeys(places)
}

/** The keys in use, shown to be known: of an environment that has the new key, by the former one. */
async function provenKeys(warehouse: Warehouse, places: Places): Promise<PseudonymKeys> {
  if (!ofEnvironment()) return demandKeys(warehouse, places)
  const digest = await keysInUse(warehouse)
  settleChange(places, digest)
  const former = process.env.RECOUP_FORMER_PSEUDONYM_KEY
  const keys = { former: formerKeysOf(places), key: former ?? '' }
  if (former && digest === digestOf(keys) && former !== ofEnvironment()) return keys
  // Cut short before its tables were made anew, it only goes on.
  if (former && digest === digestOf(pseudonymKeys(places))) return pseudonymKeys(places)
  throw new Problem('The key in use was not given beside a new one.', {
    where: 'RECOUP_FORMER_PSEUDONYM_KEY',
    next: 'set RECOUP_PSEUDONYM_KEY to the new key and RECOUP_FORMER_PSEUDONYM_KEY to the one in use, then give the command again; nothing was changed.',
  })
}

/** The warehouse takes on the next keys in one transaction; until then, and from then on, every file tells the same. */
async function change(
  { warehouse, catalog, places }: Desk,
  inUse: PseudonymKeys,
  isLost: boolean,
): Promise<PseudonymKeys> {
  const key = ofEnvironment() ?? newKey()
  if (key === inUse.key && !isLost) return inUse
  const isKept = !isLost && (await isAnyKept(warehouse, catalog))
  const next = { former: isKept ? [...inUse.former, inUse.key] : [], key }
  prepareChange(places, next)
  await warehouse.transaction(async () => {
    await bringKeptAlong(warehouse, catalog, key)
    await recordKeys(warehouse, next)
    await recordRemoval(warehouse, { why: 'the key of pseudonyms was changed', makesAnew: true })
  })
  settleChange(places, digestOf(next))
  return next
}
