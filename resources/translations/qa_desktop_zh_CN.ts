<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Annotation</name>
    <message>
        <source>Strength</source>
        <translation>优点</translation>
    </message>
    <message>
        <source>Weakness</source>
        <translation>不足</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>疑问</translation>
    </message>
</context>
<context>
    <name>AnnotationList</name>
    <message>
        <source>Annotations of this call</source>
        <translation>本通录音的标记</translation>
    </message>
    <message>
        <source>No annotations yet. Press G, B, N or Q where you hear something.</source>
        <translation>还没有标记。听到要点时按 G、B、N 或 Q。</translation>
    </message>
    <message>
        <source>No words yet</source>
        <translation>尚未点评</translation>
    </message>
</context>
<context>
    <name>CommentEditor</name>
    <message>
        <source>Comment</source>
        <translation>点评</translation>
    </message>
    <message>
        <source>What did you hear?</source>
        <translation>听出了什么？</translation>
    </message>
    <message>
        <source>Mark a moment first: G, B, N or Q</source>
        <translation>先标记一处：G、B、N 或 Q</translation>
    </message>
    <message>
        <source>Save and go on</source>
        <translation>保存并继续</translation>
    </message>
</context>
<context>
    <name>KeyOverlay</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Anywhere, or in the text</source>
        <translation>任何位置，或输入点评时</translation>
    </message>
</context>
<context>
    <name>Keys</name>
    <message>
        <source>Listening</source>
        <translation>收听</translation>
    </message>
    <message>
        <source>Marking</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Finding your way</source>
        <translation>切换</translation>
    </message>
    <message>
        <source>Choose an option</source>
        <translation>选择选项</translation>
    </message>
    <message>
        <source>Play or pause</source>
        <translation>播放 / 暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Hold to play</source>
        <translation>按住播放</translation>
    </message>
    <message>
        <source>Back 1 second</source>
        <translation>后退 1 秒</translation>
    </message>
    <message>
        <source>Forward 1 second</source>
        <translation>前进 1 秒</translation>
    </message>
    <message>
        <source>Back 5 seconds</source>
        <translation>后退 5 秒</translation>
    </message>
    <message>
        <source>Forward 5 seconds</source>
        <translation>前进 5 秒</translation>
    </message>
    <message>
        <source>Back 15 seconds</source>
        <translation>后退 15 秒</translation>
    </message>
    <message>
        <source>Forward 15 seconds</source>
        <translation>前进 15 秒</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>跳到开头</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>跳到结尾</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Strength here</source>
        <translation>此处标优点</translation>
    </message>
    <message>
        <source>Weakness here</source>
        <translation>此处标不足</translation>
    </message>
    <message>
        <source>Note here</source>
        <translation>此处标备注</translation>
    </message>
    <message>
        <source>Question here</source>
        <translation>此处标疑问</translation>
    </message>
    <message>
        <source>Begin a region, end it</source>
        <translation>区间起点、终点</translation>
    </message>
    <message>
        <source>Next annotation</source>
        <translation>下一个标记</translation>
    </message>
    <message>
        <source>Previous annotation</source>
        <translation>上一个标记</translation>
    </message>
    <message>
        <source>Delete the annotation</source>
        <translation>删除标记</translation>
    </message>
    <message>
        <source>This annotation is evidence for the item</source>
        <translation>把当前标记作为该项证据</translation>
    </message>
    <message>
        <source>Edit its text</source>
        <translation>编辑点评</translation>
    </message>
    <message>
        <source>Save the comment and go on</source>
        <translation>保存点评并继续</translation>
    </message>
    <message>
        <source>New line in the comment</source>
        <translation>点评换行</translation>
    </message>
    <message>
        <source>Put in the remark for /code</source>
        <translation>把 /短码 换成常用评语</translation>
    </message>
    <message>
        <source>Next item</source>
        <translation>下一评分项</translation>
    </message>
    <message>
        <source>Previous item</source>
        <translation>上一评分项</translation>
    </message>
    <message>
        <source>Not applicable</source>
        <translation>不适用（N/A）</translation>
    </message>
    <message>
        <source>Why this score</source>
        <translation>为什么是这个分</translation>
    </message>
    <message>
        <source>Submit, and the next call</source>
        <translation>提交并下一条</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Back to the timeline, the draft is kept</source>
        <translation>回到时间轴（草稿保留）</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一窗格</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>上一窗格</translation>
    </message>
    <message>
        <source>Show these keys</source>
        <translation>显示快捷键</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
</context>
<context>
    <name>PlayerBar</name>
    <message>
        <source>Player</source>
        <translation>播放器</translation>
    </message>
    <message>
        <source>Position</source>
        <translation>当前位置</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>优点</translation>
    </message>
    <message>
        <source>Weakness</source>
        <translation>不足</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>疑问</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区间</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
</context>
<context>
    <name>Timeline</name>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>No recording: the stopwatch stamps your annotations.</source>
        <translation>没有录音：标记按秒表计时。</translation>
    </message>
    <message>
        <source>Reading the audio… {percent} %</source>
        <translation>正在读取音频… {percent}%</translation>
    </message>
    <message>
        <source>1 annotation</source>
        <translation>1 个标记</translation>
    </message>
    <message>
        <source>{count} annotations</source>
        <translation>{count} 个标记</translation>
    </message>
    <message>
        <source>Stopwatch {position}, {annotations}</source>
        <translation>秒表 {position}，{annotations}</translation>
    </message>
    <message>
        <source>{position} of {duration}, {annotations}</source>
        <translation>{position}，共 {duration}，{annotations}</translation>
    </message>
</context>
</TS>
