/*
 * The twin of mpi-ping-pong.mjs: round trips of a message between two ranks. Usage: mpi-ping-pong SIZE BATCHES ROUND_TRIPS …
 * Prints nanoseconds per round trip of the fastest batch for each size.
 */
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void round_trip(int rank, char *memory, int size) {
  const int other = 1 - rank;
  if (rank == 0) MPI_Send(memory, size, MPI_BYTE, other, 0, MPI_COMM_WORLD);
  MPI_Recv(memory, size, MPI_BYTE, other, 0, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
  if (rank == 1) MPI_Send(memory, size, MPI_BYTE, other, 0, MPI_COMM_WORLD);
}

int main(int argc, char **argv) {
  MPI_Init(&argc, &argv);
  int rank;
  MPI_Comm_rank(MPI_COMM_WORLD, &rank);
  for (int i = 1; i + 2 < argc; i += 3) {
    const int size = atoi(argv[i]), batches = atoi(argv[i + 1]), round_trips = atoi(argv[i + 2]);
    char *memory = malloc(size);
    memset(memory, 1, size);
    double fastest = 1e9;
    for (int j = 0; j < batches; j++) {
      const double start = MPI_Wtime();
      for (int k = 0; k < round_trips; k++) round_trip(rank, memory, size);
      const double elapsed = (MPI_Wtime() - start) / round_trips;
      if (elapsed < fastest) fastest = elapsed;
    }
    if (rank == 0) printf("%.0f\n", 1e9 * fastest);
    free(memory);
  }
  MPI_Finalize();
}
