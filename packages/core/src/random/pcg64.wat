;; PCG64 (XSL-RR 128/64; M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
;; Random Number Generation", HMC-CS-2014-0905, 2014), the default bit generator of NumPy, in batches.
;;
;; The state s is a 128-bit integer; a draw replaces it by s·m + c (mod 2^128) and mixes the new state into 64 bits.
;; A multiplication has to wait for the one before, which makes one draw at a time slow. So eight lanes take turns: lane j
;; holds every eighth state, and s(n + 8) = s(n)·m8 + c8 lets the processor work on all of them at once.
;;
;; Memory, little-endian, 128-bit numbers as low and high halves:
;;     0  state at the first output of the batch
;;    16  increment c
;;    32  state after the last output of the batch
;;    64  the eight lanes
;;   256  outputs, 64 bits each
(module
  (memory (export "memory") 1)

  (global $multiplierLow i64 (i64.const 0x4385df649fccf645))
  (global $multiplierHigh i64 (i64.const 0x2360ed051fc65da4))

  ;; The high 64 bits of the product of two unsigned 64-bit numbers.
  (func $multiplyHigh (param $a i64) (param $b i64) (result i64)
    (local $a0 i64) (local $a1 i64) (local $b0 i64) (local $b1 i64) (local $cross i64)
    (local.set $a0 (i64.and (local.get $a) (i64.const 0xffffffff)))
    (local.set $a1 (i64.shr_u (local.get $a) (i64.const 32)))
    (local.set $b0 (i64.and (local.get $b) (i64.const 0xffffffff)))
    (local.set $b1 (i64.shr_u (local.get $b) (i64.const 32)))
    (local.set $cross (i64.mul (local.get $a0) (local.get $b1)))
    (i64.add
      (i64.add (i64.mul (local.get $a1) (local.get $b1)) (i64.shr_u (local.get $cross) (i64.const 32)))
      (i64.shr_u
        (i64.add
          (i64.add
            (i64.shr_u (i64.mul (local.get $a0) (local.get $b0)) (i64.const 32))
            (i64.and (local.get $cross) (i64.const 0xffffffff)))
          (i64.mul (local.get $a1) (local.get $b0)))
        (i64.const 32))))

  ;; x·m + c modulo 2^128, as (low, high).
  (func $affine
    (param $xLow i64) (param $xHigh i64) (param $mLow i64) (param $mHigh i64) (param $cLow i64) (param $cHigh i64)
    (result i64 i64)
    (local $low i64)
    (local.set $low (i64.add (i64.mul (local.get $xLow) (local.get $mLow)) (local.get $cLow)))
    (local.get $low)
    (i64.add
      (i64.add
        (call $multiplyHigh (local.get $xLow) (local.get $mLow))
        (i64.extend_i32_u (i64.lt_u (local.get $low) (local.get $cLow))))
      (i64.add
        (local.get $cHigh)
        (i64.add
          (i64.mul (local.get $xLow) (local.get $mHigh))
          (i64.mul (local.get $xHigh) (local.get $mLow))))))

  ;; Writes outputs $i to $end - 1. The state of output i is the one of output i - $lag, times m, plus c; the lanes hold
  ;; the last eight. The body of $affine is repeated here because a call would cost as much as the arithmetic.
  (func $run
    (param $mLow i64) (param $mHigh i64) (param $cLow i64) (param $cHigh i64)
    (param $i i32) (param $end i32) (param $lag i32)
    (local $m0 i64) (local $m1 i64) (local $lane i32)
    (local $low i64) (local $high i64) (local $x0 i64) (local $x1 i64) (local $cross i64)
    (local.set $m0 (i64.and (local.get $mLow) (i64.const 0xffffffff)))
    (local.set $m1 (i64.shr_u (local.get $mLow) (i64.const 32)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $i) (local.get $end)))
        (local.set $lane
          (i32.shl (i32.and (i32.sub (local.get $i) (local.get $lag)) (i32.const 7)) (i32.const 4)))
        (local.set $low (i64.load offset=64 (local.get $lane)))
        (local.set $x0 (i64.and (local.get $low) (i64.const 0xffffffff)))
        (local.set $x1 (i64.shr_u (local.get $low) (i64.const 32)))
        (local.set $cross (i64.mul (local.get $x0) (local.get $m1)))
        (local.set $high
          (i64.add
            (i64.add
              (i64.add
                (i64.mul (local.get $low) (local.get $mHigh))
                (i64.mul (i64.load offset=72 (local.get $lane)) (local.get $mLow)))
              (i64.add (i64.mul (local.get $x1) (local.get $m1)) (i64.shr_u (local.get $cross) (i64.const 32))))
            (i64.add
              (local.get $cHigh)
              (i64.shr_u
                (i64.add
                  (i64.add
                    (i64.shr_u (i64.mul (local.get $x0) (local.get $m0)) (i64.const 32))
                    (i64.and (local.get $cross) (i64.const 0xffffffff)))
                  (i64.mul (local.get $x1) (local.get $m0)))
                (i64.const 32)))))
        (local.set $low (i64.add (i64.mul (local.get $low) (local.get $mLow)) (local.get $cLow)))
        (local.set $high
          (i64.add (local.get $high) (i64.extend_i32_u (i64.lt_u (local.get $low) (local.get $cLow)))))
        (local.set $lane (i32.shl (i32.and (local.get $i) (i32.const 7)) (i32.const 4)))
        (i64.store offset=64 (local.get $lane) (local.get $low))
        (i64.store offset=72 (local.get $lane) (local.get $high))
        (i64.store offset=256
          (i32.shl (local.get $i) (i32.const 3))
          (i64.rotr
            (i64.xor (local.get $low) (local.get $high))
            (i64.shr_u (local.get $high) (i64.const 58))))
        (local.set $i (i32.add (local.get $i) (i32.const 1)))
        (br $next))))

  ;; The next $count outputs (a multiple of eight) after the last batch.
  (func (export "fill") (param $count i32)
    (local $mLow i64) (local $mHigh i64) (local $cLow i64) (local $cHigh i64) (local $doublings i32)
    (local.set $mLow (global.get $multiplierLow))
    (local.set $mHigh (global.get $multiplierHigh))
    (local.set $cLow (i64.load (i32.const 16)))
    (local.set $cHigh (i64.load (i32.const 24)))
    ;; start = end; the last lane is the one before output 0.
    (i64.store (i32.const 0) (i64.load (i32.const 32)))
    (i64.store (i32.const 8) (i64.load (i32.const 40)))
    (i64.store (i32.const 176) (i64.load (i32.const 32)))
    (i64.store (i32.const 184) (i64.load (i32.const 40)))
    (call $run
      (local.get $mLow) (local.get $mHigh) (local.get $cLow) (local.get $cHigh)
      (i32.const 0) (i32.const 8) (i32.const 1))
    ;; Two steps at once are the step (m·m, c·m + c): doubled three times, eight at once.
    (local.set $doublings (i32.const 3))
    (loop $double
      (call $affine
        (local.get $cLow) (local.get $cHigh) (local.get $mLow) (local.get $mHigh) (local.get $cLow) (local.get $cHigh))
      (local.set $cHigh)
      (local.set $cLow)
      (call $affine
        (local.get $mLow) (local.get $mHigh) (local.get $mLow) (local.get $mHigh) (i64.const 0) (i64.const 0))
      (local.set $mHigh)
      (local.set $mLow)
      (br_if $double (local.tee $doublings (i32.sub (local.get $doublings) (i32.const 1)))))
    (call $run
      (local.get $mLow) (local.get $mHigh) (local.get $cLow) (local.get $cHigh)
      (i32.const 8) (local.get $count) (i32.const 8))
    (i64.store (i32.const 32) (i64.load (i32.const 176)))
    (i64.store (i32.const 40) (i64.load (i32.const 184))))

  ;; Advances the state at address 0 by a 128-bit number of steps in logarithmic time (F. B. Brown, "Random number
  ;; generation with arbitrary strides", Trans. Am. Nucl. Soc. 71, 1994).
  (func (export "advance") (param $deltaLow i64) (param $deltaHigh i64)
    (local $low i64) (local $high i64)
    (local $mLow i64) (local $mHigh i64) (local $cLow i64) (local $cHigh i64)
    (local.set $low (i64.load (i32.const 0)))
    (local.set $high (i64.load (i32.const 8)))
    (local.set $mLow (global.get $multiplierLow))
    (local.set $mHigh (global.get $multiplierHigh))
    (local.set $cLow (i64.load (i32.const 16)))
    (local.set $cHigh (i64.load (i32.const 24)))
    (block $done
      (loop $bit
        (br_if $done (i64.eqz (i64.or (local.get $deltaLow) (local.get $deltaHigh))))
        (if (i32.wrap_i64 (i64.and (local.get $deltaLow) (i64.const 1)))
          (then
            (call $affine
              (local.get $low) (local.get $high)
              (local.get $mLow) (local.get $mHigh) (local.get $cLow) (local.get $cHigh))
            (local.set $high)
            (local.set $low)))
        (call $affine
          (local.get $cLow) (local.get $cHigh) (local.get $mLow) (local.get $mHigh) (local.get $cLow) (local.get $cHigh))
        (local.set $cHigh)
        (local.set $cLow)
        (call $affine
          (local.get $mLow) (local.get $mHigh) (local.get $mLow) (local.get $mHigh) (i64.const 0) (i64.const 0))
        (local.set $mHigh)
        (local.set $mLow)
        (local.set $deltaLow
          (i64.or
            (i64.shr_u (local.get $deltaLow) (i64.const 1))
            (i64.shl (local.get $deltaHigh) (i64.const 63))))
        (local.set $deltaHigh (i64.shr_u (local.get $deltaHigh) (i64.const 1)))
        (br $bit)))
    (i64.store (i32.const 0) (local.get $low))
    (i64.store (i32.const 8) (local.get $high))))
