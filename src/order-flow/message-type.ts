/** What a message of a book says, numbered as LOBSTER numbers it in the second column of its message files. */
export const MessageType = {
  submission: 1,
  partialCancel: 2,
  deletion: 3,
  execution: 4,
  hiddenExecution: 5,
  cross: 6,
  halt: 7,
} as const;
export type MessageType = (typeof MessageType)[keyof typeof MessageType];
