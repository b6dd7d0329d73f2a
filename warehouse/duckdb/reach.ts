import { basename, dirname, join } from 'node:path'
import { literal } from '../engine.ts'
import { globLiteral } from './glob.ts'

/**
 * SQL that shuts the engine in: from then on it opens its own file, what it spills, and these folders and files, and
 * fetches nothing. It looks at where a link leads, and nothing can open it again. The last statement fixes every setting.
 */
export const shutIn = (reach: readonly string[]): string[] => [
  // A path is compared before a pattern is expanded, and again once it was.
  `set allowed_directories = ${list(reach.flatMap((path) => [path, globLiteral(path)]))}`,
  `set allowed_paths = ${list(reach.flatMap(filesOf))}`,
  'set enable_external_access = false',
  'set lock_configuration = true',
]

/** What the engine opens for the sake of a file: its log, and the draft by which it writes over one. */
const filesOf = (path: string): string[] => [
  path,
  `${path}.wal`,
  `${path}.wal.checkpoint`,
  join(dirname(path), `tmp_${basename(path)}`),
]

const list = (paths: readonly string[]): string => `[${[...new Set(paths)].map(literal).join(', ')}]`
