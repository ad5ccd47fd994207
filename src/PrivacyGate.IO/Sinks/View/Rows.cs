using PrivacyGate.Auditing.Findings;

namespace PrivacyGate.IO.Sinks.View;

/// <summary>A list with a title; a writer shows so many of its lines and counts the others.</summary>
public sealed record ListView(string Title, IReadOnlyList<Phrase> Lines);

/// <summary>A violation as a result of the whole run.</summary>
/// <param name="Key">Says which one this is without its figures, which change with every training.</param>
/// <param name="Diagnostic">As the build weighs it, at the line that names the model.</param>
public sealed record ResultRow(string Key, Diagnostic Diagnostic);

/// <summary>One figure for a part of the records.</summary>
/// <param name="Attack">Attack id.</param>
/// <param name="Metric">In words.</param>
/// <param name="Slice">Slice id.</param>
/// <param name="Figure">Value, interval and budget.</param>
/// <param name="IsAdvantage">Whether it is the metric that is drawn.</param>
public sealed record SliceRow(string Attack, string Metric, string Slice, FigureView Figure, bool IsAdvantage);

/// <summary>A column that tells members from non-members by itself.</summary>
/// <param name="Column">Its name, or what it is.</param>
/// <param name="Difference">How it differs.</param>
/// <param name="Effect">Size of the difference.</param>
/// <param name="PValue">Corrected for all columns.</param>
public sealed record ColumnRow(Phrase Column, string Difference, string Effect, string PValue);

/// <summary>A check of the two files that needs no model.</summary>
public sealed record CheckRow(string Check, string Metric, FigureView Figure);

/// <summary>Records of one side, and how well the model does on them; what is unknown is empty.</summary>
/// <param name="Side">Which.</param>
/// <param name="Judged">Records judged.</param>
/// <param name="Equal">Records dropped since they equal one of the other side.</param>
/// <param name="Fit">The figures of <see cref="Provenance.FitNames"/>.</param>
public sealed record SideRow(string Side, string Judged, string Equal, IReadOnlyList<string> Fit);

/// <summary>How one attack's figures grow with its queries.</summary>
/// <param name="Attack">Attack id.</param>
/// <param name="Description">What it asks, or null.</param>
/// <param name="Rows">The table.</param>
/// <param name="Drawn">The numbers for a drawing.</param>
public sealed record QueryCostView(string Attack, string? Description, IReadOnlyList<QueryCostRow> Rows, QueryCost Drawn);

/// <param name="Queries">A record, rounded.</param>
/// <param name="Advantage">Membership advantage.</param>
/// <param name="Auc">Area under the ROC curve.</param>
public sealed record QueryCostRow(string Queries, FigureView Advantage, string Auc);

/// <summary>How metrics came about.</summary>
/// <param name="Metrics">In words, with commas.</param>
/// <param name="Text">Estimand, method and what the interval is adjusted for.</param>
public sealed record MethodRow(string Metrics, string Text);

/// <summary>One attack's curve.</summary>
/// <param name="Attack">Attack id.</param>
/// <param name="Rows">The table: members found at each false-positive rate.</param>
/// <param name="Drawn">The numbers for a drawing.</param>
public sealed record CurveView(string Attack, IReadOnlyList<CurveRow> Rows, AttackCurve Drawn);

/// <param name="Fpr">False-positive rate.</param>
/// <param name="Tpr">The share of members found.</param>
public sealed record CurveRow(double Fpr, FigureView Tpr);

/// <summary>How one attack's scores spread.</summary>
/// <param name="Attack">Attack id.</param>
/// <param name="Rows">The table.</param>
/// <param name="Drawn">The numbers for a drawing.</param>
public sealed record HistogramView(string Attack, IReadOnlyList<HistogramRow> Rows, ScoreHistogram Drawn);

public sealed record HistogramRow(string Scores, string Members, string NonMembers);
