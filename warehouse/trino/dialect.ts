import type { Dialect } from '../engine.ts'
import { trinoFunctions } from './functions.ts'

export const trino: Dialect = {
  name: 'trino',
  typeOf: {
    text: 'varchar',
    integer: 'bigint',
    number: 'double',
    money: 'decimal(18,4)',
    rate: 'decimal(18,8)',
    boolean: 'boolean',
    instant: 'timestamp(6)',
    day: 'date',
  },
  functions: trinoFunctions,
}
