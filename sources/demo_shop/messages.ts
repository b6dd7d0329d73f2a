import type { Random } from './random.ts'

/** What people write; the same events are told in many words, and many use the portal's own sentence. */
const OPENINGS = ['Hi,', 'Hello', 'Hi there!', '', '', 'To whom it may concern,', 'hey', 'Good morning,']
const NOT_RECEIVED = [
  'My package has not arrived.',
  'I never received my order.',
  'It says delivered but nothing was at my door.',
  'Tracking says "delivered", I checked with my neighbors and there is nothing here.',
  'Where is my package? It was supposed to be here days ago',
  'The carrier marked it as delivered, yet it’s not in the mailbox, the porch or the garage.',
  'I did not get this parcel.',
  'package missing',
  'I was home all day and nobody came.\nPlease help.',
]
const MISSING = [
  'One item was missing from the box.',
  'The box came but an item is not in it.',
  'I only got part of my order, see packing slip.',
  'Item missing',
]
const DAMAGED = [
  'It arrived broken.',
  'The item is damaged, the box was crushed.',
  'Cracked on arrival, "fragile" label or not.',
  'Arrived damaged',
]
const WRONG = [
  'You sent me the wrong item.',
  'This is not what I ordered.',
  'I got a different size/colour than ordered; please fix.',
]
const NOT_AS_DESCRIBED = [
  'It looks nothing like the pictures.',
  'The material is not as described.',
  'Not as described, disappointing',
]
const NOT_CREDITED = [
  'I sent it back weeks ago and there is still no refund.',
  'Return delivered according to tracking, where is my money?',
  'Still waiting for my refund...',
]
const CLOSINGS = [
  'Thanks',
  'Please send a refund.',
  'Please send a new one asap',
  '',
  '',
  '',
  'I want my money back!',
  'Thank you,\nregards',
  'What are my options?',
]
const BY_TYPE: Record<string, readonly string[]> = {
  not_received: NOT_RECEIVED,
  missing_item: MISSING,
  damaged: DAMAGED,
  wrong_item: WRONG,
  not_as_described: NOT_AS_DESCRIBED,
  return_not_credited: NOT_CREDITED,
}

export function complaint(type: string, random: Random): string {
  const sentences = BY_TYPE[type] as readonly string[]
  if (random.chance(0.22)) return sentences[0] as string
  return [random.pick(OPENINGS), random.pick(sentences), random.pick(CLOSINGS)]
    .filter((part) => part !== '')
    .join(' ')
}

/** A text bought together with the advice, reworded a little each time. */
export function scripted(script: number, random: Random): string {
  const texts = [
    [
      'Hello, my order shows as delivered but I have not received anything.',
      'I checked with my neighbors and the building management',
      'and nobody has seen the package.',
      'Kindly issue a full refund to my original payment method.',
    ],
    [
      'Good day, the tracking states delivered however no parcel was left at my address.',
      'I have looked everywhere and asked my family,',
      'nobody signed for it.',
      'I would like a refund as soon as possible, not a replacement.',
    ],
    [
      'Hi team, unfortunately this package never reached me even though it is marked delivered.',
      'There is no photo of my door',
      'and the driver did not ring.',
      'Please refund the order.',
    ],
  ]
  const text = texts[script % texts.length] as string[]
  const parts = text.filter(() => random.chance(0.9))
  const words = parts.length < 2 ? text : parts
  return words
    .join(random.chance(0.3) ? '\n' : ' ')
    .replace(/package/g, random.chance(0.3) ? 'parcel' : 'package')
}

const RETURN_COMMENTS: Record<string, readonly string[]> = {
  size: ['Too small', 'runs large', 'Ordered two sizes, keeping the "M"', 'sleeves too long, otherwise nice'],
  fit: ['Does not fit well', 'weird cut around the shoulders', 'Too tight at the waist'],
  damaged: ['Arrived broken', 'There is a crack, see bottom\nleft corner'],
  defective: ['Stopped working', 'Will not charge', 'Zipper defective'],
  not_as_described: ['Colour is different', 'Looks cheaper than in the pictures'],
  wrong_item: ['Not what I ordered', 'Wrong colour'],
  changed_mind: ['Changed my mind', 'no longer needed', 'Found it cheaper elsewhere'],
  late: ['Came too late for the party', 'Arrived after the birthday; not needed any more'],
  other: ['Gift, already had it', 'n/a'],
}

export function returnComment(reason: string, random: Random): string | undefined {
  return random.chance(0.4) ? random.pick(RETURN_COMMENTS[reason] as readonly string[]) : undefined
}
