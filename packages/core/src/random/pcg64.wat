;; PCG64 (XSL-RR 128/64; M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for
;; Random Number Generation", HMC-CS-2014-0905, 2014), the default bit generator of NumPy, in batches.
;;
;; The state s is a 128-bit integer; a draw replaces it by s·m + c (mod 2^128) and mixes the new state into 64 bits.
;; A multiplication has to wait for the one before, which makes one draw at a time slow. So two lanes take turns, one for
;; the odd and one for the even draws: s(n + 2) = s(n)·m² + (m + 1)·c lets the processor work on both at once. (More lanes
;; no longer fit its registers and were slower, and so were SIMD instructions.)
;;
;; Memory, little-endian, 128-bit numbers as low and high halves:
;;     0  state at the first output of the batch
;;    16  increment c
;;    32  state after the last output of the batch
;;    64  outputs, 64 bits each
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

  ;; The next $count outputs (an even number, at least 2) after the last batch. The loop repeats the body of $affine twice
  ;; because a call would cost as much as the arithmetic.
  (func (export "fill") (param $count i32)
    (local $mLow i64) (local $mHigh i64) (local $cLow i64) (local $cHigh i64) (local $m0 i64) (local $m1 i64)
    (local $oddLow i64) (local $oddHigh i64) (local $evenLow i64) (local $evenHigh i64)
    (local $x0 i64) (local $x1 i64) (local $cross i64) (local $address i32) (local $end i32)
    (local.set $mLow (global.get $multiplierLow))
    (local.set $mHigh (global.get $multiplierHigh))
    (local.set $cLow (i64.load (i32.const 16)))
    (local.set $cHigh (i64.load (i32.const 24)))
    (i64.store (i32.const 0) (i64.load (i32.const 32)))
    (i64.store (i32.const 8) (i64.load (i32.const 40)))
    (call $affine
      (i64.load (i32.const 0)) (i64.load (i32.const 8))
      (local.get $mLow) (local.get $mHigh) (local.get $cLow) (local.get $cHigh))
    (local.set $oddHigh)
    (local.set $oddLow)
    (call $affine
      (local.get $oddLow) (local.get $oddHigh)
      (local.get $mLow) (local.get $mHigh) (local.get $cLow) (local.get $cHigh))
    (local.set $evenHigh)
    (local.set $evenLow)
    (call $affine
      (local.get $cLow) (local.get $cHigh) (local.get $mLow) (local.get $mHigh) (local.get $cLow) (local.get $cHigh))
    (local.set $cHigh)
    (local.set $cLow)
    (call $affine
      (local.get $mLow) (local.get $mHigh) (local.get $mLow) (local.get $mHigh) (i64.const 0) (i64.const 0))
    (local.set $mHigh)
    (local.set $mLow)
    (local.set $m0 (i64.and (local.get $mLow) (i64.const 0xffffffff)))
    (local.set $m1 (i64.shr_u (local.get $mLow) (i64.const 32)))
    (local.set $end (i32.shl (local.get $count) (i32.const 3)))
    (block $done
      (loop $next
        (i64.store offset=64 (local.get $address)
          (i64.rotr
            (i64.xor (local.get $oddLow) (local.get $oddHigh))
            (i64.shr_u (local.get $oddHigh) (i64.const 58))))
        (i64.store offset=72 (local.get $address)
          (i64.rotr
            (i64.xor (local.get $evenLow) (local.get $evenHigh))
            (i64.shr_u (local.get $evenHigh) (i64.const 58))))
        (local.set $address (i32.add (local.get $address) (i32.const 16)))
        (br_if $done (i32.ge_u (local.get $address) (local.get $end)))
        (local.set $x0 (i64.and (local.get $oddLow) (i64.const 0xffffffff)))
        (local.set $x1 (i64.shr_u (local.get $oddLow) (i64.const 32)))
        (local.set $cross (i64.mul (local.get $x0) (local.get $m1)))
        (local.set $oddHigh
          (i64.add
            (i64.add
              (i64.add (i64.mul (local.get $oddLow) (local.get $mHigh)) (i64.mul (local.get $oddHigh) (local.get $mLow)))
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
        (local.set $oddLow (i64.add (i64.mul (local.get $oddLow) (local.get $mLow)) (local.get $cLow)))
        (local.set $oddHigh (i64.add (local.get $oddHigh) (i64.extend_i32_u (i64.lt_u (local.get $oddLow) (local.get $cLow)))))
        (local.set $x0 (i64.and (local.get $evenLow) (i64.const 0xffffffff)))
        (local.set $x1 (i64.shr_u (local.get $evenLow) (i64.const 32)))
        (local.set $cross (i64.mul (local.get $x0) (local.get $m1)))
        (local.set $evenHigh
          (i64.add
            (i64.add
              (i64.add (i64.mul (local.get $evenLow) (local.get $mHigh)) (i64.mul (local.get $evenHigh) (local.get $mLow)))
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
        (local.set $evenLow (i64.add (i64.mul (local.get $evenLow) (local.get $mLow)) (local.get $cLow)))
        (local.set $evenHigh (i64.add (local.get $evenHigh) (i64.extend_i32_u (i64.lt_u (local.get $evenLow) (local.get $cLow)))))
        (br $next)))
    (i64.store (i32.const 32) (local.get $evenLow))
    (i64.store (i32.const 40) (local.get $evenHigh)))

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
