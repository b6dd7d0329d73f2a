import type { Shape } from './shape.ts'

/** What no line of JSON holds, so that each line is one cell; and what none holds by mistake, which is slower. */
export const usualDelimiter = '\x01'
export const rareDelimiter = '\x01\x02\x03\x04'

/** How the engine is told to read each line as the one cell `line`. */
export const wholeLines = ({ delimiter }: Shape): string =>
  `auto_detect = false, header = false, delim = '${delimiter}', quote = '', escape = '', nullstr = '',
   hive_partitioning = false, columns = {'line': 'VARCHAR'}`
