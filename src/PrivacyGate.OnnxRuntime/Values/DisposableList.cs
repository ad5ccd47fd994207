using System.Collections;

namespace Microsoft.ML.OnnxRuntime;

internal sealed class DisposableList<T>(T[] items) : IDisposableReadOnlyCollection<T>
    where T : IDisposable
{
    private T[] items = items;

    public int Count => items.Length;

    public T this[int index] => items[index];

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => items.GetEnumerator();

    public void Dispose()
    {
        foreach (var item in Interlocked.Exchange(ref items, []))
        {
            item.Dispose();
        }
    }
}
