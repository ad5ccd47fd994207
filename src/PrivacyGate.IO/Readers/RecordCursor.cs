using System.Text;
using PrivacyGate.IO.Spec;

namespace PrivacyGate.IO.Readers;

/// <summary>
/// An open data file, at one of its records after the other. A format is one such class and a line in <see cref="RecordReader"/>'s
/// list: it gives cells and their places, and <see cref="RowReader"/> does the rest.
/// </summary>
internal abstract class RecordCursor(RecordSource source) : IDisposable
{
    private IReadOnlyList<RecordColumn>? columns;

    /// <summary>In the order of the file; asked for before everything else.</summary>
    /// <exception cref="InputException">The file cannot be read, or is no file of this format.</exception>
    public IReadOnlyList<RecordColumn> Columns => columns ??= ReadColumns();

    /// <summary>True where names of columns cannot be values of a record; false where the first line may be a record.</summary>
    public virtual bool HasSureNames => false;

    /// <summary>What stands above copied records: a line with its end, or nothing; null where records are no lines.</summary>
    public virtual string? Header => null;

    /// <summary>The record as it lies in the file: its line, or the bytes of its features where records are no lines.</summary>
    /// <param name="features">The columns that feed the model.</param>
    public abstract ReadOnlySpan<byte> Raw(IEnumerable<int> features);

    /// <summary>What is wrong with the record as a whole, such as a cell too many; or null.</summary>
    public virtual InputException? Problem => null;

    protected RecordSource Source => source;

    /// <summary>Called for each column that will be read, before the first record.</summary>
    /// <param name="column">The column.</param>
    /// <param name="name">Its name, as the spec writes it.</param>
    /// <exception cref="InputException">The column cannot be read, or not beside the columns before it.</exception>
    public virtual void Use(int column, string name)
    {
        // A line holds all its columns.
    }

    /// <summary>Goes to the next record; false at the end.</summary>
    /// <exception cref="InputException">The file cannot be read on.</exception>
    public abstract bool MoveNext();

    /// <summary>Called after each batch. Once all records were read, checks that the file is whole.</summary>
    /// <exception cref="InputException">It is damaged.</exception>
    public virtual void CheckEnd()
    {
        // Reading to the end has checked it.
    }

    /// <summary>Writes the values of a cell, from <paramref name="index"/> on.</summary>
    /// <param name="column">The column.</param>
    /// <param name="writer">Takes texts, whole numbers or real ones, as the cell holds them.</param>
    /// <param name="index">Where the first value goes.</param>
    /// <param name="at">On a fault the number of the value, from 0.</param>
    public virtual CellFault Write(int column, ValueWriter writer, int index, out int at)
    {
        at = 0;
        return writer.Write(Text(column), index);
    }

    /// <summary>A cell with one value as UTF-8: texts as they stand, numbers in their shortest form, booleans as true or false. Valid until the next call for this column.</summary>
    public abstract ReadOnlySpan<byte> Text(int column);

    /// <summary>A cell with one value as a number, booleans as 0 and 1. Never called for columns of texts.</summary>
    public virtual double Number(int column) => throw new NotSupportedException();

    /// <summary>The cell in words, where not its column alone names it.</summary>
    public virtual string? Words(int column, int at) => null;

    /// <summary>The place of a cell in the file, or of the record where <paramref name="column"/> is -1; null where records are no lines.</summary>
    public virtual SourceLocation? PlaceOf(int column) => null;

    /// <summary>The records from here on as texts, one a column; null where a column has several values a record.</summary>
    public virtual IEnumerable<IReadOnlyList<string?>> Texts()
    {
        while (MoveNext())
        {
            if (Problem is { } problem)
            {
                throw problem;
            }

            yield return [.. Columns.Select((_, column) => Encoding.UTF8.GetString(Text(column)))];
        }
    }

    public abstract void Dispose();

    protected abstract IReadOnlyList<RecordColumn> ReadColumns();
}
