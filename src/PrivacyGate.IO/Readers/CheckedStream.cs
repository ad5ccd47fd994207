namespace PrivacyGate.IO.Readers;

/// <summary>What is read once from its beginning and checked where it ends: no position, no writing.</summary>
/// <param name="content">The bytes, which this stream owns.</param>
internal abstract class CheckedStream(Stream content) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public sealed override int Read(Span<byte> buffer)
    {
        var read = content.Read(buffer);
        if (buffer.IsEmpty)
        {
            return 0;
        }

        if (read > 0)
        {
            Take(buffer[..read]);
        }
        else
        {
            CheckEnd();
        }

        return read;
    }

    /// <summary>Notes what was read.</summary>
    protected abstract void Take(ReadOnlySpan<byte> bytes);

    /// <exception cref="InvalidDataException">What was read is not what it should be.</exception>
    protected abstract void CheckEnd();

    public override void Flush()
    {
        // Nothing is ever written.
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
