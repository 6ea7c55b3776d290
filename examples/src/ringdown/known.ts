/** A mean and a standard deviation. */
export type Known = { readonly mean: number; readonly sd: number };

/** Exact posterior of this model and these data: integrated over the amplitudes in closed form, over frequency and damping time on a grid of 400 × 195 midpoints. */
export const exact: { readonly frequency: Known; readonly dampingTime: Known } = {
  frequency: { mean: 246.42824858712737, sd: 9.64869104783836 },
  dampingTime: { mean: 5.63276804406394, sd: 1.59318053909265 },
};

/** Exact log Bayes factor of signal and noise, by the same grid. */
export const exactLogBayesFactor = 20.46680265024827;

/** Frequency in Hz and damping time in ms that the entire signal predicts: B. P. Abbott et al. 2016, Physical Review Letters 116, 221101. */
export const published = { frequency: 251, dampingTime: 4 };
