import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { takeLock } from '../../runner/lock.ts'
import { moveWhole } from '../../runner/move_whole.ts'
import { Problem } from '../../runner/problems.ts'
import { type User, user } from './user.ts'

const file = z.strictObject({ users: z.array(user) })

/** The users in the file; none where there is none yet. One that cannot be read lets nobody in. */
export function readUsers(path: string): readonly User[] {
  if (!existsSync(path)) return []
  try {
    return file.parse(JSON.parse(readFileSync(path, 'utf8'))).users
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof z.ZodError)) throw cause
    throw new Problem('The file of users cannot be read, so nobody can sign in.', {
      where: path,
      next: 'put a copy of the file back, or remove it and add the users anew with `recoup user add`.',
    })
  }
}

/** Changes the users, nobody else doing so meanwhile. Only the owner of the data directory may read the file. */
export function changeUsers(path: string, change: (users: readonly User[]) => readonly User[]): void {
  mkdirSync(dirname(path), { recursive: true })
  const release = takeLock(`${path}.lock`, 'user')
  try {
    const draft = `${path}.draft`
    const users = change(readUsers(path))
    writeFileSync(draft, `${JSON.stringify({ users }, null, 2)}\n`, { mode: 0o600 })
    moveWhole(draft, path)
  } finally {
    release()
  }
}

/** The users as the file has them at each look, which reads it anew only once it is another. */
export function usersOf(path: string): () => readonly User[] {
  let seen: { readonly state: string; readonly users: readonly User[] } | undefined
  return () => {
    const found = statSync(path, { throwIfNoEntry: false })
    const state = found ? `${found.ino} ${found.mtimeMs} ${found.size}` : ''
    if (seen?.state !== state) seen = { state, users: readUsers(path) }
    return seen.users
  }
}
