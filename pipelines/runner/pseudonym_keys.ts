import { createHash, randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { moveWhole } from './move_whole.ts'
import type { Places } from './places.ts'
import { Problem } from './problems.ts'

/** The key of pseudonyms, and those before it on whose pseudonyms raw rows still rest, oldest first. */
export type PseudonymKeys = { readonly former: readonly string[]; readonly key: string }

/**
 * The secret key of pseudonyms: `RECOUP_PSEUDONYM_KEY`, else the one kept in the data directory, which is
 * made at the first use and readable by its owner alone.
 */
export function pseudonymKey(places: Places, environment: NodeJS.ProcessEnv = process.env): string {
  if (environment.RECOUP_PSEUDONYM_KEY) return environment.RECOUP_PSEUDONYM_KEY
  if (!existsSync(places.pseudonymKey)) {
    // In one move: a key cut short would be taken for a key.
    const made = `${places.pseudonymKey}.new`
    writeFileSync(made, `${newKey()}\n`, { mode: 0o600, flush: true })
    renameSync(made, places.pseudonymKey)
  }
  const key = readFileSync(places.pseudonymKey, 'utf8').trim()
  if (key) return key
  throw new Problem('The key of pseudonyms is empty.', {
    where: places.pseudonymKey,
    next: 'put the file back as it was, or give the key as RECOUP_PSEUDONYM_KEY.',
  })
}

export const newKey = (): string => randomBytes(32).toString('hex')

export const hasKey = (places: Places): boolean =>
  Boolean(process.env.RECOUP_PSEUDONYM_KEY) || existsSync(places.pseudonymKey)

export const pseudonymKeys = (places: Places): PseudonymKeys => ({
  former: formerKeysOf(places),
  key: pseudonymKey(places),
})

export const formerKeysOf = ({ formerKeys }: Places): string[] =>
  existsSync(formerKeys)
    ? readFileSync(formerKeys, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
    : []

/** By what the ledger knows keys again, without holding them. */
export const digestOf = ({ former, key }: PseudonymKeys): string =>
  createHash('sha256')
    .update(JSON.stringify(['recoup', ...former, key]))
    .digest('hex')

/** The digest of the keys that the tables were built with; nothing before the first build. */
export async function keysInUse(warehouse: Warehouse): Promise<string | undefined> {
  const [row] = await warehouse.rows<{ keys_digest: string }>(
    'select keys_digest from ledger.pseudonym_keys order by used_from desc limit 1',
  )
  return row?.keys_digest
}

export const recordKeys = (warehouse: Warehouse, keys: PseudonymKeys): Promise<void> =>
  warehouse.run('insert into ledger.pseudonym_keys values ($1, cast($2 as timestamp))', [
    digestOf(keys),
    new Date().toISOString().replace('Z', ''),
  ])

/**
 * The keys that the warehouse's pseudonyms were made with; with others, half of the tables would be under one key and
 * half under another. The first ones are taken note of. A change that was cut short is brought to its end.
 */
export async function demandKeys(warehouse: Warehouse, places: Places): Promise<PseudonymKeys> {
  const inUse = await keysInUse(warehouse)
  settleChange(places, inUse)
  if (inUse !== undefined) return demandKeysInUse(warehouse, places)
  const keys = pseudonymKeys(places)
  await recordKeys(warehouse, keys)
  return keys
}

/** The same for whoever only reads: where there is no key, none is made. */
export async function demandKeysInUse(warehouse: Warehouse, places: Places): Promise<PseudonymKeys> {
  if (!hasKey(places)) throw otherKey('is not there', places)
  const keys = pseudonymKeys(places)
  const inUse = await keysInUse(warehouse)
  if (inUse !== undefined && inUse !== digestOf(keys))
    throw otherKey('is another one than the tables were built with', places)
  return keys
}

const otherKey = (what: string, places: Places) =>
  new Problem(`The key of pseudonyms ${what}.`, {
    where: process.env.RECOUP_PSEUDONYM_KEY ? 'RECOUP_PSEUDONYM_KEY' : places.pseudonymKey,
    next: 'put the key back as it was; to change it, or if it is lost, use `recoup rotate-key`. Nothing was changed.',
  })

type Change = { readonly former: readonly string[]; readonly key: string | null }

/** Writes down which keys are to follow, before the warehouse takes them on. A key of the environment is not kept here. */
export function prepareChange({ nextKeys }: Places, { former, key }: PseudonymKeys): void {
  const kept = process.env.RECOUP_PSEUDONYM_KEY ? null : key
  writeFileSync(`${nextKeys}.draft`, JSON.stringify({ former, key: kept } satisfies Change), { mode: 0o600 })
  moveWhole(`${nextKeys}.draft`, nextKeys)
}

/** Puts the following keys in their places if the warehouse has taken them on; else they never were. */
export function settleChange(places: Places, inUse: string | undefined): void {
  if (!existsSync(places.nextKeys)) return
  const { former, key } = JSON.parse(readFileSync(places.nextKeys, 'utf8')) as Change
  const next = { former, key: key ?? process.env.RECOUP_PSEUDONYM_KEY ?? '' }
  if (inUse === digestOf(next)) {
    if (key !== null) put(places.pseudonymKey, key)
    if (former.length > 0) put(places.formerKeys, former.join('\n'))
    else rmSync(places.formerKeys, { force: true })
  }
  rmSync(places.nextKeys)
}

function put(path: string, text: string): void {
  writeFileSync(`${path}.new`, `${text}\n`, { mode: 0o600, flush: true })
  moveWhole(`${path}.new`, path)
}
