namespace Microsoft.Build.Framework;

/// <summary>
/// MSBuild 18 looks for this attribute by its full name: a task that bears it touches neither the current directory nor
/// the environment, so <c>-mt</c> keeps it in the build's process. Version 17, which we compile against, has no such type.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class MSBuildMultiThreadableTaskAttribute : Attribute;
