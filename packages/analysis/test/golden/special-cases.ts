/** The draws of this case are in the file to 1e-5, as 15 digits have no more of 10⁹. The numbers are of draws with all digits. */
export const ROUNDED = 'offset_1e9';
/** `posterior` takes draws of this scale for constant. */
export const SMALL = 'scale_1e-23';
/** R̂ of these cases depends on the last bits of the two draws next to the median, which the file does not have. */
export const TIED: readonly string[] = ['scaled_chain_folded', 'tiny_2x4'];
