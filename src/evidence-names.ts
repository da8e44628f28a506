/**
 * The folder that evidence is kept in where the option does not name another. Not hidden: `actions/upload-artifact`
 * passes over what is.
 *
 * @internal
 */
export const evidenceFolderName = 'jest-operator-evidence';

/** The name of the file that says what a folder is the evidence of. @internal */
export const evidenceFileName = 'evidence.json';
