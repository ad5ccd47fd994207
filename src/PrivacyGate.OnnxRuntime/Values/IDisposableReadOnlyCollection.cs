namespace Microsoft.ML.OnnxRuntime;

/// <summary>A list that disposes of its items with itself.</summary>
public interface IDisposableReadOnlyCollection<T> : IReadOnlyCollection<T>, IReadOnlyList<T>, IDisposable
{
}
