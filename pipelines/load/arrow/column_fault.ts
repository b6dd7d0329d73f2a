/** What is wrong with a column, as the rest of the sentence "Its column … ". */
export class ColumnFault extends Error {}
