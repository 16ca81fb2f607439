#ifndef COUNTERFOIL_FAULTS_H
#define COUNTERFOIL_FAULTS_H

#include <stdint.h>

/// What is wrong with the machine of one program; a file that both its writer and the program map.
///
/// Loaded by LD_PRELOAD, with the path of the file in COUNTERFOIL_FAULTS.
struct counterfoil_faults {
    /// How far the wall clock is off, in milliseconds; monotonic time stays as it is.
    int64_t clock_offset;
    /// The write that this counts down to 0 ends the program before it is done; 0 for none.
    int64_t writes_left;
    /// With which errno writes to files fail; 0 if they do not.
    int64_t write_error;
    /// With which errno files are not flushed; 0 if they are.
    int64_t flush_error;
    /// How many writes there were.
    int64_t writes_count;
    /// The write that this counts down to 0 finds the disk full, as does each after it; 0 for none.
    int64_t room_left;
};

#endif
