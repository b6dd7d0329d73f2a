import { closeSync, fsyncSync, openSync, renameSync } from 'node:fs'

/** Puts a finished draft in its place in one move, once it is on the disk: a reader never sees a part of it. */
export function moveWhole(draft: string, path: string): void {
  const file = openSync(draft, 'r')
  fsyncSync(file)
  closeSync(file)
  renameSync(draft, path)
}
