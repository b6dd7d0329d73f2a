/**
 * Whether a value of a column that is not personal looks like personal data all the same, as when a sender's
 * columns have slipped: it holds an address of e-mail.
 */
export const looksPersonal = (text: string): boolean => /\S@\S/.test(text)
