;; The log likelihood of many straight lines through data with normal errors, up to a constant. Any language that compiles to WebAssembly has
;; such a function; it is written by hand here so that no compiler is needed.
(module
  ;; Shared with JavaScript: the times of the data, their values, then the points and the results of a batch.
  (memory (export "memory") 1)

  ;; data: address of the times, which the values follow; n: their number. points: address of the offsets, which the slopes follow;
  ;; count: number of points. out: address of the results.
  (func (export "evaluate") (param $data i32) (param $n i32) (param $points i32) (param $count i32) (param $out i32)
    (local $offset f64) (local $slope f64) (local $residual f64) (local $sum f64)
    (local $values i32) (local $slopes i32) (local $end i32) (local $at i32)
    (local.set $values (i32.mul (local.get $n) (i32.const 8)))
    (local.set $slopes (i32.mul (local.get $count) (i32.const 8)))
    (local.set $end (i32.add (local.get $points) (local.get $slopes)))
    (loop $points_left
      (local.set $offset (f64.load (local.get $points)))
      (local.set $slope (f64.load (i32.add (local.get $points) (local.get $slopes))))
      (local.set $sum (f64.const 0))
      (local.set $at (local.get $data))
      (loop $data_left
        ;; value − (offset + slope · time)
        (local.set $residual (f64.sub
          (f64.load (i32.add (local.get $at) (local.get $values)))
          (f64.add (local.get $offset) (f64.mul (local.get $slope) (f64.load (local.get $at))))))
        (local.set $sum (f64.add (local.get $sum) (f64.mul (local.get $residual) (local.get $residual))))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br_if $data_left (i32.lt_u (local.get $at) (i32.add (local.get $data) (local.get $values)))))
      (f64.store (local.get $out) (f64.mul (f64.const -0.5) (local.get $sum)))
      (local.set $out (i32.add (local.get $out) (i32.const 8)))
      (local.set $points (i32.add (local.get $points) (i32.const 8)))
      (br_if $points_left (i32.lt_u (local.get $points) (local.get $end))))))
