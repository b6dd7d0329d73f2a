import { contacts as feed } from '../../sources/feeds/contacts.ts'
import { staged } from './staged.ts'

export const contacts = staged(feed, 'engineers')
