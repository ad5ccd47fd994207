// The compiler needs this type for records; netstandard2.0 has none.
namespace System.Runtime.CompilerServices;

internal static class IsExternalInit;
