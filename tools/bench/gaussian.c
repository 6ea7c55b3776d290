/*
 * The twin of gaussian.mjs: a Metropolis-Hastings chain on a Gaussian of two dimensions, with the same random numbers, the
 * same rule and the same columns. tables.h is written by gaussian.mjs from the tables of core.
 *
 * Usage: gaussian STEPS RUNS STATE_HIGH STATE_LOW INC_HIGH INC_LOW X Y  (state and increment in hexadecimal)
 * Makes the same steps in every run. Prints nanoseconds per step, those of the processor, accepted
 * steps, the last x and y.
 */
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tables.h" /* normal_accept (uint64_t), normal_scale, normal_density (double): 256 each */

typedef unsigned __int128 uint128;

typedef struct { uint128 state, inc; } pcg64;

static inline uint64_t next(pcg64 *random) {
  const uint128 multiplier = ((uint128)0x2360ed051fc65da4u << 64) | 0x4385df649fccf645u;
  random->state = random->state * multiplier + random->inc;
  const uint64_t high = random->state >> 64, value = high ^ (uint64_t)random->state;
  const unsigned rotation = high >> 58;
  return (value >> rotation) | (value << ((-rotation) & 63));
}

static inline double uniform(pcg64 *random) { return (next(random) >> 11) * 0x1p-53; }

static double normal_tail(pcg64 *random, bool negative) {
  for (;;) {
    const double x = -0.27366123732975828 * log1p(-uniform(random));
    const double y = -log1p(-uniform(random));
    if (y + y > x * x) return negative ? -(3.6541528853610088 + x) : 3.6541528853610088 + x;
  }
}

static inline double normal(pcg64 *random) {
  for (;;) {
    uint64_t bits = next(random);
    const unsigned strip = bits & 0xff;
    bits >>= 8;
    const bool negative = bits & 1;
    const uint64_t point = (bits >> 1) & 0x000fffffffffffff;
    const double width = point * normal_scale[strip];
    const double x = negative ? -width : width;
    if (point < normal_accept[strip]) return x;
    if (strip == 0) return normal_tail(random, (point >> 8) & 1);
    const double top = normal_density[strip - 1], bottom = normal_density[strip];
    if ((top - bottom) * uniform(random) + bottom < exp(-0.5 * x * x)) return x;
  }
}

typedef struct { double log_likelihood, log_prior; } evaluation;

static evaluation evaluate(double x, double y) {
  const double dx = x - 2, dy = (y - 5) / 2;
  const bool inside = x >= -20 && x <= 20 && y >= -20 && y <= 20;
  return (evaluation){
    .log_likelihood = -0.5 * (dx * dx + dy * dy) - 2.5310242469692907,
    .log_prior = inside ? -7.3777589082278725 : -INFINITY,
  };
}

typedef struct { double x, y; long accepted; } outcome;

/* Columns one after the other in one piece of memory: x, y, log likelihood, log prior, ratio, then a byte per decision. */
static outcome sample(pcg64 random, double x, double y, long steps, double *data) {
  double *xs = data, *ys = xs + steps, *likelihoods = ys + steps, *priors = likelihoods + steps, *ratios = priors + steps;
  uint8_t *decisions = (uint8_t *)(ratios + steps);
  evaluation present = evaluate(x, y);
  long count = 0;
  for (long i = 0; i < steps; i++) {
    const double x1 = x + normal(&random);
    const double y1 = y + normal(&random);
    const evaluation proposed = evaluate(x1, y1);
    double ratio = 0;
    bool accepted = false;
    if (proposed.log_prior != -INFINITY) {
      const double log_ratio =
        proposed.log_prior + proposed.log_likelihood - present.log_prior - present.log_likelihood;
      ratio = log_ratio > 0 ? 1 : exp(log_ratio);
      accepted = log_ratio > 0 || uniform(&random) <= ratio;
    }
    if (accepted) {
      x = x1;
      y = y1;
      present = proposed;
      count++;
    }
    xs[i] = x;
    ys[i] = y;
    likelihoods[i] = present.log_likelihood;
    priors[i] = present.log_prior;
    ratios[i] = ratio;
    decisions[i] = accepted;
  }
  return (outcome){ x, y, count };
}

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return 1e9 * time.tv_sec + time.tv_nsec;
}

static uint128 hexadecimal(char **words) {
  return ((uint128)strtoull(words[0], NULL, 16) << 64) | strtoull(words[1], NULL, 16);
}

int main(int argc, char **argv) {
  if (argc != 9) return 1;
  const long steps = atol(argv[1]), runs = atol(argv[2]);
  const pcg64 random = { .state = hexadecimal(argv + 3), .inc = hexadecimal(argv + 5) };
  const double x = strtod(argv[7], NULL), y = strtod(argv[8], NULL);
  outcome last = { 0 };
  const double start = now(CLOCK_MONOTONIC), processor_start = now(CLOCK_PROCESS_CPUTIME_ID);
  for (long i = 0; i < runs; i++) {
    double *data = calloc(5 * steps + (steps + 7) / 8, sizeof(double)); /* new memory, as every run of the sampler has */
    last = sample(random, x, y, steps, data);
    free(data);
  }
  const double time = (now(CLOCK_MONOTONIC) - start) / runs / steps;
  const double processor_time = (now(CLOCK_PROCESS_CPUTIME_ID) - processor_start) / runs / steps;
  printf("%.17g %.17g %ld %.17g %.17g\n", time, processor_time, last.accepted, last.x, last.y);
}
