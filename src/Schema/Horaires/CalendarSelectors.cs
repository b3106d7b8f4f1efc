namespace Maillage.Schema.Horaires;

/// <summary>Years: <c>2026</c>, <c>2026-2028</c>, one out of <paramref name="Step"/>.</summary>
/// <param name="First">First year.</param>
/// <param name="Last">Last year, included; the first when there is one only.</param>
/// <param name="Step">1 for every year, 2 for one out of two…</param>
public sealed record YearRange(int First, int Last, int Step = 1);

/// <summary>ISO weeks: <c>week 03</c>, <c>week 02-52/2</c> for the even ones.</summary>
/// <param name="First">First week, 1 to 53.</param>
/// <param name="Last">Last week, included; the first when there is one only.</param>
/// <param name="Step">1 for every week, 2 for one out of two…</param>
public sealed record WeekRange(int First, int Last, int Step = 1);

/// <summary>Months or dates, both ends included: <c>Jul-Aug</c>, <c>Dec 24-Jan 02</c>, <c>easter</c>.</summary>
/// <param name="First">First month or date.</param>
/// <param name="Last">Last one; before the first in the year, the range passes by the new year.</param>
public sealed record DateRange(CalendarPoint First, CalendarPoint Last);

/// <summary>An end of a range of dates.</summary>
public abstract record CalendarPoint;

/// <summary>A whole month, of any year.</summary>
/// <param name="Month">1 to 12.</param>
public sealed record MonthPoint(int Month) : CalendarPoint;

/// <summary>A day of the year, or of one year.</summary>
/// <param name="Year">The year; null for every one.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
public sealed record DayPoint(int? Year, int Month, int Day) : CalendarPoint;

/// <summary>Easter Sunday, or so many days from it.</summary>
/// <param name="Offset">Days after it; before it when negative.</param>
public sealed record EasterPoint(int Offset) : CalendarPoint;
