/** 1 for true, 0 for false, in compiled code without a branch, which on random numbers would be mispredicted. */
export const bit = (condition: boolean): number => (condition as unknown as number) | 0;
