import type { Dialect } from '../engine.ts'
import { duckDbFunctions } from './functions.ts'

export const duckDb: Dialect = {
  name: 'duckdb',
  typeOf: {
    text: 'VARCHAR',
    integer: 'BIGINT',
    number: 'DOUBLE',
    money: 'DECIMAL(18,4)',
    rate: 'DECIMAL(18,8)',
    boolean: 'BOOLEAN',
    instant: 'TIMESTAMP',
    day: 'DATE',
  },
  functions: duckDbFunctions,
}
