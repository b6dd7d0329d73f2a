import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { atDesk } from '../../../pipelines/runner/desk.ts'
import { shopFolder } from '../../laws/shop.ts'

const usual = process.env.RECOUP_PSEUDONYM_KEY
beforeEach(() => {
  delete process.env.RECOUP_PSEUDONYM_KEY
})
afterEach(() => {
  process.env.RECOUP_PSEUDONYM_KEY = usual
})

test('another key than the tables were built with is noticed before anything is done', async () => {
  const places = shopFolder()
  let done = 0
  const write = () =>
    atDesk(places, 'load', async () => {
      done += 1
    })
  await write()
  const key = readFileSync(places.pseudonymKey, 'utf8')

  process.env.RECOUP_PSEUDONYM_KEY = 'a key from elsewhere'
  await expect(write()).rejects.toThrow(
    'The key of pseudonyms is another one than the tables were built with.',
  )
  await expect(write()).rejects.not.toThrow(/elsewhere/)
  delete process.env.RECOUP_PSEUDONYM_KEY

  rmSync(places.pseudonymKey)
  await expect(write()).rejects.toThrow('The key of pseudonyms is not there.')
  expect(existsSync(places.pseudonymKey)).toBe(false)
  expect(done).toBe(1)

  writeFileSync(places.pseudonymKey, key)
  await write()
  expect(done).toBe(2)
})

test('the same key may come from the environment or from the file', async () => {
  const places = shopFolder()
  process.env.RECOUP_PSEUDONYM_KEY = 'one key'
  await atDesk(places, 'load', async () => undefined)
  delete process.env.RECOUP_PSEUDONYM_KEY
  writeFileSync(places.pseudonymKey, 'one key\n')
  await atDesk(places, 'load', async () => undefined)
})
