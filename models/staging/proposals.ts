import { proposals as logged } from '../../sources/logged/proposals.ts'
import { staged } from './staged.ts'

export const proposals = staged(logged, 'engineers')
