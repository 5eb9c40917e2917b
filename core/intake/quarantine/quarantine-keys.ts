/** With what every key of a quarantined webhook begins, and so all that may be written by a function that receives them. */
export const QUARANTINE_PREFIX = "quarantine/";
/** With what every record of a webhook that was given up begins. */
export const DISCARDED_PREFIX = "discarded/";
