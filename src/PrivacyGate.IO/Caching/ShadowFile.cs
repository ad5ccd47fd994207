using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using PrivacyGate.IO.Files;
using PrivacyGate.IO.Spec;
using PrivacyGate.Samples;

namespace PrivacyGate.IO.Caching;

/// <summary>
/// One shadow's answers on disk: a mark and version, the counts, the numbers as they lie in memory, and a SHA-256 over all
/// of it. Little-endian. Bytes a record: 1, 4 for each number of its signal, and 4 a class and 5 for each row of posteriors.
/// </summary>
public static class ShadowFile
{
    private const uint Mark = 0x57534750; // "PGSW"

    /// <summary>Grows with every change of what is kept.</summary>
    private const uint Version = 2;

    private const int HeaderBytes = 65;

    /// <summary>Writes the file whole or not at all.</summary>
    /// <exception cref="InputException">PG0014 when it cannot be written.</exception>
    public static void Write(string path, ShadowAnswers answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        using var file = new AtomicFile(path, isPrivate: true);
        file.Write(stream => Write(stream, answers));
        file.Seal();
        file.Commit();
    }

    /// <summary>The answers, or null when the file is missing, damaged or of another version: for a cache, a miss.</summary>
    public static ShadowAnswers? Read(string path)
    {
        try
        {
            using var file = InputFile.Open(path, path, location: null);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return Parse(bytes);
        }
        catch (Exception miss) when (miss is InputException or IOException or OverflowException)
        {
            return null;
        }
    }

    private static void Write(Stream stream, ShadowAnswers answers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            stream.Write(bytes);
        }

        var posteriors = answers.Posteriors;
        Span<byte> header = stackalloc byte[HeaderBytes];
        BinaryPrimitives.WriteUInt32LittleEndian(header, Mark);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], Version);
        BinaryPrimitives.WriteInt32LittleEndian(header[8..], answers.Trained.Length);
        BinaryPrimitives.WriteInt32LittleEndian(header[12..], posteriors?.Labels.Length ?? -1);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], posteriors?.ClassCount ?? 0);
        BinaryPrimitives.WriteDoubleLittleEndian(header[20..], answers.MeanMemberLoss);
        BinaryPrimitives.WriteDoubleLittleEndian(header[28..], answers.MeanOutLoss);
        BinaryPrimitives.WriteDoubleLittleEndian(header[36..], answers.Training.Epochs);
        BinaryPrimitives.WriteDoubleLittleEndian(header[44..], answers.Training.MeanLoss);
        BinaryPrimitives.WriteDoubleLittleEndian(header[52..], answers.Training.WantedLoss ?? double.NaN);
        header[60] = answers.Training.Matched ? (byte)1 : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(header[61..], answers.Trained.Length == 0 ? 1 : answers.Signal.Length / answers.Trained.Length);
        Put(header);
        Put(MemoryMarshal.AsBytes<float>(answers.Signal));
        Put(MemoryMarshal.AsBytes<bool>(answers.Trained));
        if (posteriors is not null)
        {
            Put(MemoryMarshal.AsBytes<float>(posteriors.Probabilities));
            Put(MemoryMarshal.AsBytes<int>(posteriors.Labels));
            Put(MemoryMarshal.AsBytes<bool>(posteriors.Trained));
        }

        stream.Write(hash.GetHashAndReset());
    }

    private static ShadowAnswers? Parse(byte[] file)
    {
        var end = file.Length - SHA256.HashSizeInBytes;
        if (end < HeaderBytes || !SHA256.HashData(file.AsSpan(0, end)).AsSpan().SequenceEqual(file.AsSpan(end))
            || BinaryPrimitives.ReadUInt32LittleEndian(file) != Mark || BinaryPrimitives.ReadUInt32LittleEndian(file.AsSpan(4)) != Version)
        {
            return null;
        }

        var records = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(8));
        var rows = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(12));
        var classes = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(16));
        var width = BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(61));
        if (width < 1 || BytesOf(records, width, rows, classes) != end)
        {
            return null;
        }

        var at = HeaderBytes;
        T[] Take<T>(int count)
            where T : unmanaged
        {
            var bytes = count * Marshal.SizeOf<T>();
            var values = MemoryMarshal.Cast<byte, T>(file.AsSpan(at, bytes)).ToArray();
            at += bytes;
            return values;
        }

        bool[] Flags(int count)
        {
            var flags = Array.ConvertAll(file[at..(at + count)], static flag => flag != 0);
            at += count;
            return flags;
        }

        var signal = Take<float>(records * width);
        var trained = Flags(records);
        var posteriors = rows < 0 ? null : new PosteriorSample(classes, Take<float>(rows * classes), Take<int>(rows), Flags(rows));
        return new ShadowAnswers(
            signal,
            trained,
            BinaryPrimitives.ReadDoubleLittleEndian(file.AsSpan(20)),
            BinaryPrimitives.ReadDoubleLittleEndian(file.AsSpan(28)),
            posteriors,
            TrainingOf(file));
    }

    /// <summary>What so many records, rows and classes take; null for counts that are none.</summary>
    private static Int128? BytesOf(int records, int width, int rows, int classes) =>
        records < 0 || rows < -1 || classes < 0 ? null
        : HeaderBytes + ((Int128)records * (((Int128)width * sizeof(float)) + sizeof(bool))) + (Int128.Max(rows, 0) * (((Int128)classes * sizeof(float)) + sizeof(int) + sizeof(bool)));

    private static TrainingSummary TrainingOf(ReadOnlySpan<byte> header)
    {
        var wanted = BinaryPrimitives.ReadDoubleLittleEndian(header[52..]);
        return new TrainingSummary(
            BinaryPrimitives.ReadDoubleLittleEndian(header[36..]),
            BinaryPrimitives.ReadDoubleLittleEndian(header[44..]),
            double.IsNaN(wanted) ? null : wanted,
            header[60] != 0);
    }
}
