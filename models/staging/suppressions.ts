import { suppressions as feed } from '../../sources/logged/suppressions.ts'
import { staged } from './staged.ts'

export const suppressions = staged(feed, 'engineers')
