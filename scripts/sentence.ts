/** A reason that is told as it stands; any other error is a fault of ours and is told with its trace. */
export class Sentence extends Error {}
