namespace PrivacyGate.IO.Readers;

/// <summary>Goes through the records of one array, each as its bytes in row-major order.</summary>
internal abstract class NpyCursor : IDisposable
{
    /// <summary>A whole array in Fortran order must fit in memory to be turned; larger ones are refused.</summary>
    private const long LargestTurned = 1L << 29;

    protected NpyCursor(NpyHeader header) => (Header, RecordBytes) = (header, (int)(header.RecordValues * header.Type.Size));

    public NpyHeader Header { get; }

    protected int RecordBytes { get; }

    /// <summary>Takes over <paramref name="stream"/>, which stands at the first element.</summary>
    /// <exception cref="InvalidDataException">It is in Fortran order and too large to turn.</exception>
    public static NpyCursor Over(NpyHeader header, Stream stream)
    {
        var isTurned = header.IsFortranOrder && header.Shape.Count > 1;
        if (isTurned && header.Shape[0] * header.RecordValues * header.Type.Size > LargestTurned)
        {
            throw new InvalidDataException("it is in Fortran order and too large to turn in memory; save it by numpy.ascontiguousarray");
        }

        return isTurned ? new FortranCursor(header, stream) : new RowCursor(header, stream);
    }

    /// <summary>The record the cursor stands at, once <see cref="MoveNext"/> was called.</summary>
    public abstract ReadOnlySpan<byte> Record { get; }

    /// <summary>Goes to the next record.</summary>
    /// <exception cref="InvalidDataException">The array ends early.</exception>
    public abstract void MoveNext();

    /// <summary>Reads what follows the last record, so that a check over the whole array is made.</summary>
    public abstract void Finish();

    public abstract void Dispose();

    protected static InvalidDataException EndsEarly() => new("it ends before its last record");

    private sealed class RowCursor(NpyHeader header, Stream stream) : NpyCursor(header)
    {
        private const int SmallestBuffer = 1 << 16;
        private byte[] buffer = [];
        private int start;
        private int end;

        public override ReadOnlySpan<byte> Record => buffer.AsSpan(start - RecordBytes, RecordBytes);

        public override void MoveNext()
        {
            if (end - start < RecordBytes)
            {
                Refill();
            }

            start += RecordBytes;
        }

        public override void Finish() => stream.CopyTo(Stream.Null);

        public override void Dispose() => stream.Dispose();

        private void Refill()
        {
            // A small first buffer: a record's claimed size is believed only as far as bytes arrive.
            var rest = buffer.AsSpan(start, end - start);
            var wanted = Math.Max(SmallestBuffer, RecordBytes);
            var target = buffer.Length == wanted ? buffer : new byte[Math.Min(wanted, Math.Max(SmallestBuffer, buffer.Length * 2))];
            rest.CopyTo(target);
            (buffer, end, start) = (target, rest.Length, 0);
            while (true)
            {
                end += stream.ReadAtLeast(buffer.AsSpan(end), Math.Min(RecordBytes, buffer.Length) - end, throwOnEndOfStream: false);
                if (end >= RecordBytes)
                {
                    return;
                }

                if (end < buffer.Length)
                {
                    throw EndsEarly();
                }

                Array.Resize(ref buffer, Math.Min(wanted, buffer.Length * 2));
            }
        }
    }

    private sealed class FortranCursor : NpyCursor
    {
        private readonly byte[] columns;
        private readonly byte[] record;
        private readonly long[] offsets;
        private long index;

        public FortranCursor(NpyHeader header, Stream stream)
            : base(header)
        {
            using (stream)
            {
                columns = ReadAll(stream, header.Shape[0] * RecordBytes);
                stream.CopyTo(Stream.Null);
            }

            record = new byte[RecordBytes];
            offsets = Offsets(header);
        }

        public override ReadOnlySpan<byte> Record => record;

        public override void MoveNext()
        {
            var size = Header.Type.Size;
            for (var i = 0; i < offsets.Length; i++)
            {
                columns.AsSpan((int)((offsets[i] + index) * size), size).CopyTo(record.AsSpan(i * size));
            }

            index++;
        }

        public override void Finish()
        {
            // The stream was read to its end and closed.
        }

        public override void Dispose()
        {
            // The stream was read to its end and closed.
        }

        private static byte[] ReadAll(Stream stream, long length)
        {
            // Grows with what arrives, never by what the header claims.
            using var all = new MemoryStream();
            var chunk = new byte[1 << 16];
            int read;
            while (all.Length < length && (read = stream.Read(chunk, 0, (int)Math.Min(chunk.Length, length - all.Length))) > 0)
            {
                all.Write(chunk, 0, read);
            }

            return all.Length < length ? throw EndsEarly() : all.ToArray();
        }

        /// <summary>For each value of a record in row-major order, how many elements before record 0's value of it.</summary>
        private static long[] Offsets(NpyHeader header)
        {
            var offsets = new long[header.RecordValues];
            for (var flat = 0; flat < offsets.Length; flat++)
            {
                var rest = (long)flat;
                var offset = 0L;
                for (var axis = header.Shape.Count - 1; axis >= 1; axis--)
                {
                    offset += rest % header.Shape[axis] * Stride(header, axis);
                    rest /= header.Shape[axis];
                }

                offsets[flat] = offset;
            }

            return offsets;
        }

        private static long Stride(NpyHeader header, int axis) =>
            header.Shape.Take(axis).Aggregate(1L, static (product, length) => product * length);
    }
}
