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
        <source>No annotations yet. Press {keys} where you hear something.</source>
        <translation>还没有标记。听到要点时按 {keys}。</translation>
    </message>
    <message>
        <source>No words yet</source>
        <translation>尚未点评</translation>
    </message>
    <message>
        <source>All {count} annotations are hidden. {key} shows them.</source>
        <translation>{count} 条标记都已隐藏，按 {key} 全部显示。</translation>
    </message>
</context>
<context>
    <name>Attaching</name>
    <message>
        <source>Serial number of the call</source>
        <translation>通话流水号</translation>
    </message>
    <message>
        <source>Serial no.</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Recording of this call</source>
        <translation>选择这通电话的录音</translation>
    </message>
</context>
<context>
    <name>Backups</name>
    <message>
        <source>Last backup</source>
        <translation>上次备份</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Second place</source>
        <translation>第二备份位置</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Choose a second place…</source>
        <translation>选择第二备份位置…</translation>
    </message>
    <message>
        <source>No second place</source>
        <translation>不用第二备份位置</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>None: a disk can fail as a whole</source>
        <translation>没有（整块磁盘坏了，本机的备份也会丢）</translation>
    </message>
    <message>
        <source>A folder on another disk</source>
        <translation>另一块磁盘上的文件夹</translation>
    </message>
    <message>
        <source>Choose a backup</source>
        <translation>选择备份</translation>
    </message>
    <message>
        <source>Backups (*.db)</source>
        <translation>备份 (*.db)</translation>
    </message>
</context>
<context>
    <name>BestCalls</name>
    <message>
        <source>How others voted is shown once you have voted.</source>
        <translation>投票后才能看到其他人的票。</translation>
    </message>
    <message>
        <source>This recording is not here yet; import it, then nominate it again.</source>
        <translation>这通录音还没有导入；导入后再提名一次就能对上。</translation>
    </message>
    <message>
        <source>Voted</source>
        <translation>已投票</translation>
    </message>
    <message>
        <source>On the honour board</source>
        <translation>光荣榜上写</translation>
    </message>
    <message>
        <source>Best call</source>
        <translation>最佳对话</translation>
    </message>
    <message>
        <source>On the honour board and among the good recordings</source>
        <translation>已上光荣榜，并收为好录音</translation>
    </message>
    <message>
        <source>Not chosen</source>
        <translation>未入选</translation>
    </message>
    <message>
        <source>Serial no.</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>What was good</source>
        <translation>亮点</translation>
    </message>
    <message>
        <source>Nominate for {month}</source>
        <translation>提名 {month} 最佳对话</translation>
    </message>
    <message>
        <source>Nominated</source>
        <translation>已提名</translation>
    </message>
    <message>
        <source>Who nominates is not noted.</source>
        <translation>不记录是谁提名的。</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>What the customer said</source>
        <translation>客户的话</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来信人</translation>
    </message>
    <message>
        <source>Thank-you letter</source>
        <translation>感谢信</translation>
    </message>
    <message>
        <source>Letter saved</source>
        <translation>感谢信已登记</translation>
    </message>
    <message>
        <source>Save a form for agents…</source>
        <translation>导出空白提名表…</translation>
    </message>
    <message>
        <source>Read filled-in forms…</source>
        <translation>读入填好的提名表…</translation>
    </message>
    <message>
        <source>Poster as PDF…</source>
        <translation>海报存为 PDF…</translation>
    </message>
    <message>
        <source>Print the poster…</source>
        <translation>打印海报…</translation>
    </message>
    <message>
        <source>Forms and poster ▾</source>
        <translation>表单和海报 ▾</translation>
    </message>
    <message>
        <source>Thank-you letter…</source>
        <translation>感谢信…</translation>
    </message>
    <message>
        <source>Nominate…</source>
        <translation>提名…</translation>
    </message>
    <message>
        <source>Vote yes</source>
        <translation>赞成</translation>
    </message>
    <message>
        <source>Vote no</source>
        <translation>不赞成</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>入选…</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Do not choose</source>
        <translation>不入选</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Nominations</source>
        <translation>提名</translation>
    </message>
    <message>
        <source>Honour board</source>
        <translation>光荣榜</translation>
    </message>
    <message>
        <source>Thank-you letters</source>
        <translation>感谢信</translation>
    </message>
    <message>
        <source>No nomination this month yet.
Nominate a call by its serial number, or read the forms that agents filled in.</source>
        <translation>这个月还没有提名。
点“提名…”写流水号和亮点，或者读入坐席填好的提名表。</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>试听</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Best calls {month}</source>
        <translation>最佳对话征集 {month}</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>Read filled-in forms</source>
        <translation>读入填好的提名表</translation>
    </message>
    <message>
        <source>The form is empty.</source>
        <translation>表里没有提名。</translation>
    </message>
    <message>
        <source>{count} nominations taken</source>
        <translation>收到 {count} 条提名</translation>
    </message>
    <message>
        <source>{count} rows were not taken:</source>
        <translation>有 {count} 行没有读入：</translation>
    </message>
    <message>
        <source>Row {row}: {why}</source>
        <translation>第 {row} 行：{why}</translation>
    </message>
    <message>
        <source>Honour board {month}</source>
        <translation>光荣榜 {month}</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>My vote</source>
        <translation>我的票</translation>
    </message>
    <message>
        <source>Votes</source>
        <translation>票数</translation>
    </message>
    <message>
        <source>★ Chosen</source>
        <translation>★ 入选</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>待评</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>赞成</translation>
    </message>
    <message>
        <source>No</source>
        <translation>不赞成</translation>
    </message>
    <message>
        <source>Not chosen: {reason}</source>
        <translation>未入选：{reason}</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Whoever nominated it can read this here; it may be left empty.</source>
        <translation>提名的人能在这里看到原因；也可以不写。</translation>
    </message>
    <message>
        <source>Do not choose…</source>
        <translation>不入选…</translation>
    </message>
</context>
<context>
    <name>Bundle</name>
    <message>
        <source>Bundle</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>Looking into the bundle…</source>
        <translation>正在查看数据包…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>What merging would do</source>
        <translation>合并后会怎样</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>暂不合并</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Known here already: {count} entries of the journal</source>
        <translation>另有 {count} 条操作本机已有</translation>
    </message>
    <message>
        <source>I have asked the sender; hide these {count} records</source>
        <translation>我已与对方核实，同意不再显示这 {count} 条记录</translation>
    </message>
    <message>
        <source>Merging; nothing counts before all of it is in…</source>
        <translation>正在合并，全部写完才算数…</translation>
    </message>
    <message>
        <source>A merge is not taken back with Undo: what came is signed by others and would come again. Each record&apos;s history tells what came from whom; single records can be changed or deleted. A backup was made before: it is under Settings, Workspace and backups.</source>
        <translation>合并不能用“撤销”收回：收到的内容带有对方签名，下次还会再来。每条记录的历史里写明出自谁手，不对的可以逐条修改或删除。合并前已做备份，在“设置 → 工作区与备份”里。</translation>
    </message>
    <message>
        <source>Settle {count} conflicts…</source>
        <translation>处理 {count} 处冲突…</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>没有任何改动。</translation>
    </message>
    <message>
        <source>Written by {who}, {when}</source>
        <translation>{who} 写于 {when}</translation>
    </message>
    <message>
        <source>somebody unknown here</source>
        <translation>本机不认识的人</translation>
    </message>
    <message>
        <source>The key of who wrote this was revoked: what was written after that is kept, but shows and counts for nothing.</source>
        <translation>写这个包的人密钥已被吊销：吊销之后写的内容会保留，但不显示，也不起作用。</translation>
    </message>
    <message>
        <source>Who wrote this is not in your team: what they wrote is kept, but shows and counts for nothing until they are.</source>
        <translation>写这个包的人不在团队里：内容会保留，但加入团队之前不显示，也不起作用。</translation>
    </message>
    <message>
        <source>Nobody has certified the device that wrote this: anybody could have. Ask the sender before you merge it.</source>
        <translation>写出它的设备没有经本人确认，谁都可能写得出来。请先与对方核实，再合并。</translation>
    </message>
    <message>
        <source>Everything that was new for its addressees</source>
        <translation>内容：收件人还没有的全部记录</translation>
    </message>
    <message>
        <source>Only {what} and what belongs to it</source>
        <translation>内容：只有{what}及其相关记录</translation>
    </message>
    <message>
        <source>Recordings (audio)</source>
        <translation>录音（声音文件）</translation>
    </message>
    <message>
        <source>About recordings</source>
        <translation>录音信息</translation>
    </message>
    <message>
        <source>Everything in it is here already. Merging it only notes how far the sender has received your work.</source>
        <translation>里面的内容本机都已有。合并只会记下对方已收到哪里。</translation>
    </message>
    <message>
        <source>Conflicts to settle afterwards: {count}</source>
        <translation>合并后要处理的冲突：{count} 处</translation>
    </message>
    <message>
        <source>{device}: no. {span} not arrived</source>
        <translation>{device}：第 {span} 条还没有收到</translation>
    </message>
    <message>
        <source>Something in between is missing. What is here counts all the same; ask for the rest under People and devices.</source>
        <translation>中间缺了一段。已有的照常有效，缺的请在“人员与设备”里向对方索取。</translation>
    </message>
    <message>
        <source>{device}, from no. {seq} on</source>
        <translation>{device}，从第 {seq} 条起</translation>
    </message>
    <message>
        <source>A device wrote two different records under one number: its workspace was copied and used twice. Both are kept. Ask its owner which copy to go on with.</source>
        <translation>有设备用同一编号写了两份不同的记录：它的工作区被复制后两边都在用。两份都保留，请与其主人商定以后用哪一份。</translation>
    </message>
    <message>
        <source>Merged: nothing was new</source>
        <translation>已合并，没有新内容</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>…还有 {count} 处</translation>
    </message>
    <message>
        <source>Write the answer…</source>
        <translation>写答复…</translation>
    </message>
    <message>
        <source>Write a receipt…</source>
        <translation>写回执…</translation>
    </message>
    <message>
        <source>A receipt: it tells what its writer has received</source>
        <translation>这是一份回执：告诉您对方已收到哪些</translation>
    </message>
    <message>
        <source>A request: its writer misses {count} entries</source>
        <translation>这是一份补发请求：对方缺 {count} 条</translation>
    </message>
    <message>
        <source>An answer to a request for what was missing</source>
        <translation>这是对补发请求的答复</translation>
    </message>
    <message>
        <source>Clips of recordings</source>
        <translation>录音片段</translation>
    </message>
    <message>
        <source>No longer shown afterwards (deleted, or by the roster): {count} of {of}</source>
        <translation>合并后不再显示（被删除，或按名册不再算数）：{count} 条，现共 {of} 条</translation>
    </message>
    <message>
        <source>Noted what {who} has received</source>
        <translation>已记下 {who} 收到了哪些</translation>
    </message>
    <message>
        <source>The request is noted</source>
        <translation>已记下补发请求</translation>
    </message>
    <message>
        <source>{count} records</source>
        <translation>{count} 条记录</translation>
    </message>
    <message>
        <source>{count} recordings</source>
        <translation>{count} 个录音</translation>
    </message>
    <message>
        <source>{count} clips</source>
        <translation>{count} 段录音片段</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Merged: {what}</source>
        <translation>已合并 {what}</translation>
    </message>
    <message>
        <source>Your next bundle for them leaves it out.</source>
        <translation>下次给对方写数据包时，已收到的不再写入。</translation>
    </message>
    <message>
        <source>Write the answer: a bundle with those of the entries that are here. Under Sent it waits until you do.</source>
        <translation>请写答复：把本机有的那几条写成数据包。不写的话，它一直留在“发件”里等着。</translation>
    </message>
    <message>
        <source>Join the team…</source>
        <translation>加入这个团队…</translation>
    </message>
</context>
<context>
    <name>CallHeader</name>
    <message>
        <source>Call</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>More about this call</source>
        <translation>更多操作</translation>
    </message>
    <message>
        <source>Agent unknown</source>
        <translation>坐席未知</translation>
    </message>
    <message>
        <source>No. {number} of {target} today</source>
        <translation>今日第 {number} / {target} 条</translation>
    </message>
    <message>
        <source>Set aside as invalid</source>
        <translation>标为无效录音</translation>
    </message>
    <message>
        <source>Valid after all</source>
        <translation>取消无效标记</translation>
    </message>
    <message>
        <source>Next call, without submitting</source>
        <translation>先跳到下一条（不提交）</translation>
    </message>
    <message>
        <source>Draw a warning slip…</source>
        <translation>开质检提醒单…</translation>
    </message>
    <message>
        <source>Add to a playlist…</source>
        <translation>加入案例集…</translation>
    </message>
    <message>
        <source>New live call…</source>
        <translation>新建实时监听…</translation>
    </message>
    <message>
        <source>Serial number…</source>
        <translation>填写流水号…</translation>
    </message>
    <message>
        <source>Attach recording…</source>
        <translation>关联录音文件…</translation>
    </message>
    <message>
        <source>Serial no.</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Saved disposition</source>
        <translation>业务 · 保存状态</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>监听方式</translation>
    </message>
    <message>
        <source>Set aside: {reason}</source>
        <translation>无效：{reason}</translation>
    </message>
    <message>
        <source>Only clips here</source>
        <translation>仅有片段</translation>
    </message>
    <message>
        <source>The recording did not come along, only the seconds marked</source>
        <translation>对方没有发来整通录音，只有标记处前后的几秒</translation>
    </message>
    <message>
        <source>Audio missing</source>
        <translation>录音不在本机</translation>
    </message>
    <message>
        <source>Ask for a bundle with recordings, or import the file here</source>
        <translation>请对方写数据包时带上录音，或在本机导入这个录音文件</translation>
    </message>
    <message>
        <source>Audio erased</source>
        <translation>录音已清除</translation>
    </message>
    <message>
        <source>Mask the number again</source>
        <translation>重新打码</translation>
    </message>
    <message>
        <source>Show the whole number; who looks is written down</source>
        <translation>查看完整号码（会留下查看记录）</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>历史…</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>写成数据包…</translation>
    </message>
    <message>
        <source>Scored by {scorer}</source>
        <translation>{scorer}已评</translation>
    </message>
</context>
<context>
    <name>CallLists</name>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户号码</translation>
    </message>
    <message>
        <source>Serial no.</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>(name erased)</source>
        <translation>（名称已清除）</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入时间</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Settled</source>
        <translation>已处理</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>待匹配</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>未导入</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Order no.</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>To settle</source>
        <translation>待处理</translation>
    </message>
    <message>
        <source>Imported lists</source>
        <translation>已导入的表</translation>
    </message>
    <message>
        <source>Reverse checks</source>
        <translation>倒查</translation>
    </message>
    <message>
        <source>May be this one</source>
        <translation>可能是</translation>
    </message>
    <message>
        <source>In no list</source>
        <translation>话单里没有</translation>
    </message>
    <message>
        <source>Find agent, serial no., number, order, business…</source>
        <translation>搜索坐席、流水号、号码、订单、业务…</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>List</source>
        <translation>话单</translation>
    </message>
    <message>
        <source>Every list</source>
        <translation>全部话单</translation>
    </message>
    <message>
        <source>Import a list…</source>
        <translation>导入表格…</translation>
    </message>
    <message>
        <source>Join these two  ⏎</source>
        <translation>匹配这两条  ⏎</translation>
    </message>
    <message>
        <source>No recording exists  N</source>
        <translation>没有录音  N</translation>
    </message>
    <message>
        <source>Make a call of it  C</source>
        <translation>建为通话  C</translation>
    </message>
    <message>
        <source>In no list  X</source>
        <translation>话单里没有  X</translation>
    </message>
    <message>
        <source>Listen  O</source>
        <translation>去听  O</translation>
    </message>
    <message>
        <source>Rows of call lists</source>
        <translation>话单明细</translation>
    </message>
    <message>
        <source>Recordings that may be it</source>
        <translation>可能对应的录音</translation>
    </message>
    <message>
        <source>Recordings in no list</source>
        <translation>话单里没有的录音</translation>
    </message>
    <message>
        <source>Reverse checks without a call</source>
        <translation>没有对上通话的倒查</translation>
    </message>
    <message>
        <source>Joined; what the row says stands in the call now</source>
        <translation>已匹配，话单内容写入了通话</translation>
    </message>
    <message>
        <source>A call without a recording was made</source>
        <translation>已建为通话（没有录音）</translation>
    </message>
    <message>
        <source>This recording is in no list</source>
        <translation>已标为话单里没有</translation>
    </message>
    <message>
        <source>No call lists yet</source>
        <translation>还没有导入话单</translation>
    </message>
    <message>
        <source>Import a call list from the dialler: its rows find their recordings by serial number, or by agent and time. What does not match is settled here.</source>
        <translation>导入外呼系统的拨打明细表，会按流水号或坐席加时间自动对上录音；对不上的在这里逐条处理。</translation>
    </message>
    <message>
        <source>Matched</source>
        <translation>已匹配</translation>
    </message>
    <message>
        <source>Matched by hand</source>
        <translation>手工匹配</translation>
    </message>
    <message>
        <source>Made a call</source>
        <translation>已建通话</translation>
    </message>
    <message>
        <source>No recording</source>
        <translation>没有录音</translation>
    </message>
    <message>
        <source>Several fit</source>
        <translation>多条相符</translation>
    </message>
    <message>
        <source>Rows compete</source>
        <translation>多行相争</translation>
    </message>
    <message>
        <source>None fits</source>
        <translation>没有相符</translation>
    </message>
    <message>
        <source>same serial no.</source>
        <translation>流水号相同</translation>
    </message>
    <message>
        <source>same number</source>
        <translation>号码相同</translation>
    </message>
    <message>
        <source>same agent</source>
        <translation>同坐席</translation>
    </message>
    <message>
        <source>agent {agent}</source>
        <translation>坐席 {agent}</translation>
    </message>
    <message>
        <source>duration off by {seconds} s</source>
        <translation>时长差 {seconds} 秒</translation>
    </message>
    <message>
        <source>same duration</source>
        <translation>时长相同</translation>
    </message>
    <message>
        <source>same second</source>
        <translation>同一秒</translation>
    </message>
    <message>
        <source>{time} earlier</source>
        <translation>早 {time}</translation>
    </message>
    <message>
        <source>{time} later</source>
        <translation>晚 {time}</translation>
    </message>
    <message>
        <source>{count} s</source>
        <translation>{count} 秒</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>{count} h</source>
        <translation>{count} 小时</translation>
    </message>
    <message>
        <source>No recording comes close to this row</source>
        <translation>没有接近这一行的录音</translation>
    </message>
    <message>
        <source>Every recording is in a list</source>
        <translation>录音都在话单里</translation>
    </message>
    <message>
        <source>No reverse check waits for its call</source>
        <translation>没有待匹配的倒查</translation>
    </message>
    <message>
        <source>Every row is settled</source>
        <translation>话单已全部处理完</translation>
    </message>
    <message>
        <source>Import the next list, or choose another state above to see the rows that were matched.</source>
        <translation>可以导入下一张话单，或在上方换个状态查看已匹配的行。</translation>
    </message>
    <message>
        <source>No row fits</source>
        <translation>没有符合条件的行</translation>
    </message>
    <message>
        <source>Choose another list or state above, or other words.</source>
        <translation>请在上方换一张话单、换个状态，或改一下搜索词。</translation>
    </message>
    <message>
        <source>Rows shown: {shown} · waiting in all: {waiting} · recordings in no list: {files}</source>
        <translation>显示 {shown} 行 · 待匹配共 {waiting} 行 · {files} 条录音不在话单里</translation>
    </message>
    <message>
        <source>Rows without a recording: {count}</source>
        <translation>{count} 行标为没有录音</translation>
    </message>
    <message>
        <source>{count} d</source>
        <translation>{count} 天</translation>
    </message>
    <message>
        <source>Not this one: take apart  U</source>
        <translation>对错了，拆开  U</translation>
    </message>
    <message>
        <source>The reverse check stands with its call now</source>
        <translation>倒查已对上通话</translation>
    </message>
    <message>
        <source>Calls of this agent</source>
        <translation>这位坐席的通话</translation>
    </message>
    <message>
        <source>It came from this call  ⏎</source>
        <translation>就是这通  ⏎</translation>
    </message>
    <message>
        <source>No call of this agent is known</source>
        <translation>没有这位坐席的通话</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Taken apart; the row waits again</source>
        <translation>已拆开，这一行重新待对</translation>
    </message>
</context>
<context>
    <name>Calls</name>
    <message>
        <source>No serial number known; file: {file}</source>
        <translation>没有流水号，文件名：{file}</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>Serial no.</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>业务类型</translation>
    </message>
    <message>
        <source>Saved as</source>
        <translation>保存状态</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>Scorecard</source>
        <translation>评分表</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>监听方式</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Problems</source>
        <translation>问题等级</translation>
    </message>
    <message>
        <source>Revisions</source>
        <translation>修改记录</translation>
    </message>
    <message>
        <source>No score</source>
        <translation>无分数</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>All recordings</source>
        <translation>全部录音</translation>
    </message>
    <message>
        <source>Submitted today</source>
        <translation>今日质检单</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>筛选</translation>
    </message>
    <message>
        <source>Every status</source>
        <translation>全部状态</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入录音…</translation>
    </message>
    <message>
        <source>New live call…</source>
        <translation>新建实时监听…</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>{shown} shown · {new} to inspect · {all} in all</source>
        <translation>显示 {shown} 条 · 待检 {new} 条 · 共 {all} 条</translation>
    </message>
    <message>
        <source>{done} of {target} today</source>
        <translation>今日 {done} / {target} 条</translation>
    </message>
    <message>
        <source>Skill group</source>
        <translation>技能组</translation>
    </message>
    <message>
        <source>Order no.</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>From day to day…</source>
        <translation>自选日期…</translation>
    </message>
    <message>
        <source>Agent…</source>
        <translation>坐席…</translation>
    </message>
    <message>
        <source>Team…</source>
        <translation>班组…</translation>
    </message>
    <message>
        <source>Duration…</source>
        <translation>时长…</translation>
    </message>
    <message>
        <source>Business…</source>
        <translation>业务…</translation>
    </message>
    <message>
        <source>Status…</source>
        <translation>状态…</translation>
    </message>
    <message>
        <source>Score…</source>
        <translation>分数…</translation>
    </message>
    <message>
        <source>Problem class…</source>
        <translation>问题类别…</translation>
    </message>
    <message>
        <source>No agent</source>
        <translation>未知坐席</translation>
    </message>
    <message>
        <source>No team</source>
        <translation>无班组</translation>
    </message>
    <message>
        <source>No business</source>
        <translation>无业务</translation>
    </message>
    <message>
        <source>Problem class</source>
        <translation>问题类别</translation>
    </message>
    <message>
        <source>Remove the filter {filter}</source>
        <translation>去掉筛选：{filter}</translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>全部清除</translation>
    </message>
    <message>
        <source>Find agent, team, serial number, business, marks…</source>
        <translation>搜索坐席、班组、流水号、业务、标记…</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>已选 {count} 条</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>标记无效</translation>
    </message>
    <message>
        <source>Take back from aside</source>
        <translation>取消无效标记</translation>
    </message>
    <message>
        <source>Set agent…</source>
        <translation>指定坐席…</translation>
    </message>
    <message>
        <source>Set business…</source>
        <translation>指定业务…</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>历史…</translation>
    </message>
    <message>
        <source>Add to a playlist…</source>
        <translation>加入案例集…</translation>
    </message>
    <message>
        <source>Erase for ever…</source>
        <translation>永久清除…</translation>
    </message>
    <message>
        <source>Export the list…</source>
        <translation>导出列表…</translation>
    </message>
    <message>
        <source>Sort by</source>
        <translation>排序</translation>
    </message>
    <message>
        <source>Columns as at first</source>
        <translation>恢复默认列</translation>
    </message>
    <message>
        <source>{count} set aside</source>
        <translation>已将 {count} 条标记为无效</translation>
    </message>
    <message>
        <source>{count} taken back</source>
        <translation>已取消 {count} 条的无效标记</translation>
    </message>
    <message>
        <source>Set agent</source>
        <translation>指定坐席</translation>
    </message>
    <message>
        <source>Agent set for {count}</source>
        <translation>已为 {count} 条指定坐席</translation>
    </message>
    <message>
        <source>Set business</source>
        <translation>指定业务</translation>
    </message>
    <message>
        <source>Business set for {count}</source>
        <translation>已为 {count} 条指定业务</translation>
    </message>
    <message>
        <source>{count} deleted</source>
        <translation>已删除 {count} 条</translation>
    </message>
    <message>
        <source>{kept} inspected ones kept</source>
        <translation>{kept} 条已评分，未删除</translation>
    </message>
    <message>
        <source>{count} copied</source>
        <translation>已复制 {count} 条</translation>
    </message>
    <message>
        <source>Export the list</source>
        <translation>导出列表</translation>
    </message>
    <message>
        <source>{count} written to {file}</source>
        <translation>已导出 {count} 条到 {file}</translation>
    </message>
    <message>
        <source>Find…</source>
        <translation>搜索…</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>m:ss</source>
        <translation>分:秒</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>No recordings yet</source>
        <translation>还没有录音</translation>
    </message>
    <message>
        <source>No recording fits</source>
        <translation>没有符合条件的录音</translation>
    </message>
    <message>
        <source>The recordings could not be read</source>
        <translation>录音列表没有读出来</translation>
    </message>
    <message>
        <source>Import a folder of recordings, or drop files anywhere on this window.</source>
        <translation>导入录音文件夹，或把文件拖到窗口任意位置。</translation>
    </message>
    <message>
        <source>Take filters off, or look for fewer words.</source>
        <translation>去掉一些筛选条件，或减少搜索词。</translation>
    </message>
    <message>
        <source>Nothing is lost. The message above says why.</source>
        <translation>内容都还在，原因见上方提示。</translation>
    </message>
    <message>
        <source>Import recordings…</source>
        <translation>导入录音…</translation>
    </message>
    <message>
        <source>Try it with the demo calls</source>
        <translation>用演示录音试试</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>上周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
    <message>
        <source>Feedback sheet</source>
        <translation>反馈单</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>写成数据包…</translation>
    </message>
    <message>
        <source>Scored · {scorer}</source>
        <translation>已评·{scorer}</translation>
    </message>
    <message>
        <source>Inspector</source>
        <translation>质检员</translation>
    </message>
    <message>
        <source>Fault…</source>
        <translation>差错…</translation>
    </message>
    <message>
        <source>Lost on…</source>
        <translation>失分项…</translation>
    </message>
    <message>
        <source>Competency…</source>
        <translation>能力项…</translation>
    </message>
    <message>
        <source>Inspector…</source>
        <translation>质检员…</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>差错</translation>
    </message>
    <message>
        <source>Lost on</source>
        <translation>失分项</translation>
    </message>
    <message>
        <source>Competency</source>
        <translation>能力项</translation>
    </message>
</context>
<context>
    <name>CardFooter</name>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Submit correction</source>
        <translation>提交更正</translation>
    </message>
    <message>
        <source>Submit and next</source>
        <translation>提交并下一条</translation>
    </message>
    <message>
        <source>Next call</source>
        <translation>下一条</translation>
    </message>
    <message>
        <source>Set aside, not submitted</source>
        <translation>无效录音，不提交</translation>
    </message>
    <message>
        <source>{n} to answer</source>
        <translation>还有 {n} 项未评</translation>
    </message>
    <message>
        <source>Provisional · {missing}</source>
        <translation>暂计 · {missing}</translation>
    </message>
    <message>
        <source>No score: nothing counts</source>
        <translation>无分数：没有计分的评分项</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>不合格</translation>
    </message>
    <message>
        <source>critical item, raw {raw}</source>
        <translation>致命项，原始分 {raw}</translation>
    </message>
    <message>
        <source>below {mark}</source>
        <translation>未达 {mark}</translation>
    </message>
    <message>
        <source>class {letter}: {count}</source>
        <translation>{letter} 类差错 {count} 个</translation>
    </message>
    <message>
        <source>{n} without evidence</source>
        <translation>{n} 项缺证据</translation>
    </message>
    <message>
        <source>no evidence missing</source>
        <translation>不缺证据</translation>
    </message>
    <message>
        <source>lost {points}, {proof}</source>
        <translation>失分 {points}，{proof}</translation>
    </message>
    <message>
        <source>bonus {points}</source>
        <translation>加分 {points}</translation>
    </message>
</context>
<context>
    <name>CardNotice</name>
    <message>
        <source>Correct</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>放弃更正</translation>
    </message>
    <message>
        <source>Why is it corrected?</source>
        <translation>为什么要更正？</translation>
    </message>
    <message>
        <source>Reason for the correction</source>
        <translation>更正原因</translation>
    </message>
    <message>
        <source>History ({n})</source>
        <translation>修改记录（{n}）</translation>
    </message>
    <message>
        <source>Correction</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>Corrected {at}</source>
        <translation>{at} 已更正</translation>
    </message>
    <message>
        <source>Submitted {at}</source>
        <translation>{at} 已提交</translation>
    </message>
    <message>
        <source>Feedback sheet</source>
        <translation>反馈单</translation>
    </message>
</context>
<context>
    <name>CardPanel</name>
    <message>
        <source>One fewer</source>
        <translation>减一次</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一次</translation>
    </message>
    <message>
        <source>N/A</source>
        <translation>不适用</translation>
    </message>
    <message>
        <source>{n}×</source>
        <translation>{n} 次</translation>
    </message>
    <message>
        <source>Not answered; a click: none</source>
        <translation>还没有评；点一下表示一次也没有</translation>
    </message>
    <message>
        <source>In words, if need be</source>
        <translation>需要时写几句（不计分）</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Not applicable (X)</source>
        <translation>不适用（X）</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>致命</translation>
    </message>
    <message>
        <source>class {letter} problem</source>
        <translation>{letter} 类差错</translation>
    </message>
    <message>
        <source>wrong information</source>
        <translation>错误信息</translation>
    </message>
    <message>
        <source>Scorecard</source>
        <translation>评分表</translation>
    </message>
    <message>
        <source>Why this score</source>
        <translation>为什么是这个分</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>判例</translation>
    </message>
    <message>
        <source>What others gave on this item lately</source>
        <translation>判例：这一项别人最近怎么评</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>评分标准</translation>
    </message>
    <message>
        <source>Show the rulings below each item</source>
        <translation>在每个评分项下显示评分标准</translation>
    </message>
    <message>
        <source>Evidence: {kind} at {time}, {words}</source>
        <translation>证据：{time} {kind}，{words}</translation>
    </message>
    <message>
        <source>+ Evidence</source>
        <translation>＋ 证据</translation>
    </message>
    <message>
        <source>+ Remark</source>
        <translation>＋ 说明</translation>
    </message>
    <message>
        <source>A remark on this item</source>
        <translation>对这一项的说明</translation>
    </message>
    <message>
        <source>Remark on {item}</source>
        <translation>“{item}”的说明</translation>
    </message>
    <message>
        <source>(−{points} each)</source>
        <translation>（每次 −{points}）</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>致命</translation>
    </message>
    <message>
        <source>Ruling: {words}</source>
        <translation>口径：{words}</translation>
    </message>
    <message>
        <source>Version for calls from {begins} to {ends}</source>
        <translation>这一版用于 {begins} 到 {ends} 的通话</translation>
    </message>
    <message>
        <source>Version for calls until {ends}</source>
        <translation>这一版用于 {ends} 及以前的通话</translation>
    </message>
    <message>
        <source>Version as it comes with the program</source>
        <translation>程序自带的版本</translation>
    </message>
    <message>
        <source>Version for all calls</source>
        <translation>这一版用于全部通话</translation>
    </message>
    <message>
        <source>Version for calls from {begins} on</source>
        <translation>这一版用于 {begins} 起的通话</translation>
    </message>
    <message>
        <source>Not the version that is in force for this call</source>
        <translation>不是这通电话当天生效的版本</translation>
    </message>
    <message>
        <source>Out of use after {ends}; this call is from before</source>
        <translation>评分表用到 {ends} 为止，现已停用；这通电话在停用之前</translation>
    </message>
    <message>
        <source>Version for calls until {ends}; later calls have another</source>
        <translation>这一版用于 {ends} 及以前的通话，之后的通话用新版本</translation>
    </message>
    <message>
        <source>out of use after {ends}</source>
        <translation>用到 {ends}，现已停用</translation>
    </message>
    <message>
        <source>until {ends}</source>
        <translation>用到 {ends}</translation>
    </message>
</context>
<context>
    <name>Clip</name>
    <message>
        <source>This call has no recording to cut a clip from</source>
        <translation>这通电话没有录音，剪不出片段</translation>
    </message>
    <message>
        <source>Copied: {words}</source>
        <translation>已复制：{words}</translation>
    </message>
    <message>
        <source>Play from here</source>
        <translation>从这里播放</translation>
    </message>
    <message>
        <source>Edit the text</source>
        <translation>修改文字</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Save a clip…</source>
        <translation>导出片段…</translation>
    </message>
    <message>
        <source>Copy the place as text</source>
        <translation>复制这一处的位置</translation>
    </message>
    <message>
        <source>Save a clip</source>
        <translation>导出片段</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Saving the clip…</source>
        <translation>正在导出片段…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Saved: {seconds} seconds</source>
        <translation>已导出：{seconds} 秒</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>To</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Not hidden (Del)</source>
        <translation>不再遮住 (Del)</translation>
    </message>
    <message>
        <source>Between clips</source>
        <translation>片段之间</translation>
    </message>
    <message>
        <source>One second of silence</source>
        <translation>静音 1 秒</translation>
    </message>
    <message>
        <source>Two short tones</source>
        <translation>两声短音</translation>
    </message>
    <message>
        <source>A recorded announcement…</source>
        <translation>插一段录好的话…</translation>
    </message>
    <message>
        <source>Clips for this file</source>
        <translation>放进这个文件的片段</translation>
    </message>
    <message>
        <source>No longer hide these</source>
        <translation>全部不再遮住</translation>
    </message>
    <message>
        <source>Bleep them</source>
        <translation>用“哔”声盖住</translation>
    </message>
    <message>
        <source>Cut them out</source>
        <translation>剪掉</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Clips</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>Hidden parts</source>
        <translation>遮住的部分</translation>
    </message>
    <message>
        <source>A recording of somebody&apos;s words</source>
        <translation>选一段录好的话</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{seconds} s, whole file {whole} s</source>
        <translation>{seconds} 秒，整个文件 {whole} 秒</translation>
    </message>
    <message>
        <source>{seconds} s, whole file {whole} s and the announcement</source>
        <translation>{seconds} 秒，整个文件 {whole} 秒（不含录音提示）</translation>
    </message>
    <message>
        <source>Hide up to here (B)</source>
        <translation>遮到这里 (B)</translation>
    </message>
    <message>
        <source>Hide (B)</source>
        <translation>遮住 (B)</translation>
    </message>
    <message>
        <source>Still hidden from last time: {count}</source>
        <translation>沿用上次遮住的 {count} 处</translation>
    </message>
    <message>
        <source>Hidden: {spans}</source>
        <translation>已遮住：{spans}</translation>
    </message>
    <message>
        <source>Drag over a number or a name to hide it. Space plays, ←/→ move the cursor.</source>
        <translation>在波形上拖过号码、姓名就能遮住；空格播放，←/→ 移动光标。</translation>
    </message>
    <message>
        <source>Other seconds</source>
        <translation>另选的片段</translation>
    </message>
    <message>
        <source>What was just heard</source>
        <translation>刚听到的一段</translation>
    </message>
    <message>
        <source>Change the kind</source>
        <translation>更改类型</translation>
    </message>
</context>
<context>
    <name>ClipStrip</name>
    <message>
        <source>Sound of the clip</source>
        <translation>片段的声音</translation>
    </message>
    <message>
        <source>Reading the sound…</source>
        <translation>正在读取声音…</translation>
    </message>
    <message>
        <source>{at}, clip from {begin} to {end}, hidden parts: {count}</source>
        <translation>{at}，片段 {begin} 到 {end}，遮住 {count} 处</translation>
    </message>
</context>
<context>
    <name>Coaching</name>
    <message>
        <source>Coaching entry saved</source>
        <translation>辅导记录已保存</translation>
    </message>
    <message>
        <source>New coaching entry</source>
        <translation>新的辅导记录</translation>
    </message>
    <message>
        <source>Coaching entry</source>
        <translation>辅导记录</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>About what</source>
        <translation>辅导内容</translation>
    </message>
    <message>
        <source>What was agreed</source>
        <translation>约定</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>跟进日期</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Work number or name</source>
        <translation>工号或姓名</translation>
    </message>
    <message>
        <source>on</source>
        <translation>定在</translation>
    </message>
    <message>
        <source>A day to look again</source>
        <translation>是否定跟进日期</translation>
    </message>
    <message>
        <source>Done, nothing more to follow up</source>
        <translation>已完成，不用再跟进</translation>
    </message>
    <message>
        <source>You had begun this; your words were kept.</source>
        <translation>这是您上次没写完的内容。</translation>
    </message>
    <message>
        <source>Throw the draft away</source>
        <translation>丢弃草稿</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>以后再写</translation>
    </message>
    <message>
        <source>What you typed is kept as a draft</source>
        <translation>写了的内容会留作草稿</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Online: while listening, at once</source>
        <translation>在线：边听边辅导</translation>
    </message>
    <message>
        <source>Offline: afterwards</source>
        <translation>离线：事后辅导</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>在线</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>离线</translation>
    </message>
    <message>
        <source>Feedback</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>Serial no.</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Scorer</source>
        <translation>评分人</translation>
    </message>
    <message>
        <source>Agent or team</source>
        <translation>坐席 / 班组</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>已反馈</translation>
    </message>
    <message>
        <source>Still to give</source>
        <translation>还没反馈</translation>
    </message>
    <message>
        <source>Corrected since</source>
        <translation>之后有更正</translation>
    </message>
    <message>
        <source>Talks asked for</source>
        <translation>约谈</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>辅导时间</translation>
    </message>
    <message>
        <source>Coach</source>
        <translation>辅导人</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>跟进日期</translation>
    </message>
    <message>
        <source>Not given yet</source>
        <translation>还没反馈</translation>
    </message>
    <message>
        <source>Corrected since, ask again</source>
        <translation>评分已更正，要再问</translation>
    </message>
    <message>
        <source>Asks for a talk</source>
        <translation>约谈</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>{day}, overdue by {days} d</source>
        <translation>{day}，逾期 {days} 天</translation>
    </message>
    <message>
        <source>{day}, today</source>
        <translation>{day}，今天</translation>
    </message>
    <message>
        <source>{given} of {all}</source>
        <translation>{all} 份中 {given} 份</translation>
    </message>
    <message>
        <source>Feedback given: {given} of {all} evaluations</source>
        <translation>已反馈 {given}/{all} 份质检单</translation>
    </message>
    <message>
        <source>Everybody has been given feedback in this period.</source>
        <translation>这段时间的质检单都反馈过了。</translation>
    </message>
    <message>
        <source>No evaluations in this period.
Choose other dates.</source>
        <translation>这段时间没有质检单。
请换个日期。</translation>
    </message>
    <message>
        <source>No coaching entries yet.
When you have talked to an agent, press N.</source>
        <translation>还没有辅导记录。
和坐席谈过以后，按 N 记一条。</translation>
    </message>
    <message>
        <source>Nothing to look at again in the next seven days.</source>
        <translation>七天之内没有要跟进的。</translation>
    </message>
    <message>
        <source>Only {agent}  ×</source>
        <translation>只看 {agent}  ×</translation>
    </message>
    <message>
        <source>Coaching entry deleted</source>
        <translation>辅导记录已删除</translation>
    </message>
    <message>
        <source>To give feedback</source>
        <translation>待反馈</translation>
    </message>
    <message>
        <source>Coverage</source>
        <translation>反馈覆盖</translation>
    </message>
    <message>
        <source>Coaching log</source>
        <translation>辅导记录</translation>
    </message>
    <message>
        <source>Follow-ups</source>
        <translation>待跟进</translation>
    </message>
    <message>
        <source>Areas of coaching</source>
        <translation>辅导的各个页面</translation>
    </message>
    <message>
        <source>My evaluations</source>
        <translation>我的质检单</translation>
    </message>
    <message>
        <source>Everybody&apos;s</source>
        <translation>所有人的</translation>
    </message>
    <message>
        <source>Whose evaluations</source>
        <translation>谁的质检单</translation>
    </message>
    <message>
        <source>By agent</source>
        <translation>按坐席</translation>
    </message>
    <message>
        <source>By team</source>
        <translation>按班组</translation>
    </message>
    <message>
        <source>Coverage by</source>
        <translation>覆盖统计方式</translation>
    </message>
    <message>
        <source>Also what was given</source>
        <translation>也显示已反馈的</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>新记录</translation>
    </message>
    <message>
        <source>N; C for one about the chosen row</source>
        <translation>N；按 C 给选中的一行写记录</translation>
    </message>
    <message>
        <source>Show every agent again</source>
        <translation>重新显示所有坐席</translation>
    </message>
    <message>
        <source>How is the agent doing</source>
        <translation>关心近况</translation>
    </message>
    <message>
        <source>Praise progress</source>
        <translation>表扬进步</translation>
    </message>
    <message>
        <source>Listen again</source>
        <translation>复听</translation>
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
        <source>Mark a moment first: {keys}</source>
        <translation>先标记一处：{keys}</translation>
    </message>
    <message>
        <source>Save and go on</source>
        <translation>保存并继续</translation>
    </message>
    <message>
        <source>No such code</source>
        <translation>没有这个短码</translation>
    </message>
</context>
<context>
    <name>CompetencyChooser</name>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Competency</source>
        <translation>能力项</translation>
    </message>
</context>
<context>
    <name>Conflicts</name>
    <message>
        <source>shown now</source>
        <translation>现在显示</translation>
    </message>
    <message>
        <source>Take up again  L</source>
        <translation>重新处理  L</translation>
    </message>
    <message>
        <source>Later  L</source>
        <translation>以后再说  L</translation>
    </message>
    <message>
        <source>Another value, right for both…  E</source>
        <translation>都不对，另写一个…  E</translation>
    </message>
    <message>
        <source>Another value</source>
        <translation>另写一个值</translation>
    </message>
    <message>
        <source>Use this value</source>
        <translation>用这个值</translation>
    </message>
    <message>
        <source>History  H</source>
        <translation>历史  H</translation>
    </message>
    <message>
        <source>The chosen conflict</source>
        <translation>选中的冲突</translation>
    </message>
    <message>
        <source>Deleted or kept</source>
        <translation>删除还是保留</translation>
    </message>
    <message>
        <source>Two corrections</source>
        <translation>两份更正</translation>
    </message>
    <message>
        <source>One deleted this while another, who did not know, went on editing it. Nothing is lost: it is still shown. Keep it or delete it; your choice holds for everybody.</source>
        <translation>一方删除了它，另一方并不知情，还在修改。内容都在，现在照常显示。请选择保留还是删除，选定后对大家都有效。</translation>
    </message>
    <message>
        <source>Two corrected this apart, without knowing of each other. Both are kept and the later one counts for now. Choose which holds; the other stays readable in the history.</source>
        <translation>两人互不知情，各自作了更正。两份都保留，暂以较晚的为准。请选定以哪份为准，另一份在历史里仍可查看。</translation>
    </message>
    <message>
        <source>Two changed this apart, without knowing of each other. The later value is shown for now. Choose one; with your next bundle it is settled for everybody.</source>
        <translation>两人互不知情，改了同一处。暂时显示较晚的值。选定一次，随下一个数据包发出后大家就一致了。</translation>
    </message>
    <message>
        <source>Take this one</source>
        <translation>用这个</translation>
    </message>
    <message>
        <source>{who}, {when}, {device}</source>
        <translation>{who}，{when}，{device}</translation>
    </message>
    <message>
        <source>somebody unknown here</source>
        <translation>本机不认识的人</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Delete it</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>This correction</source>
        <translation>这份更正</translation>
    </message>
    <message>
        <source>No score</source>
        <translation>没有分数</translation>
    </message>
    <message>
        <source>{points} points</source>
        <translation>{points} 分</translation>
    </message>
    <message>
        <source>Record</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>About</source>
        <translation>哪一处</translation>
    </message>
    <message>
        <source>Between</source>
        <translation>哪几方</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>最近修改</translation>
    </message>
    <message>
        <source>Settled, for everybody with the next bundle</source>
        <translation>已选定，随下一个数据包告知大家</translation>
    </message>
    <message>
        <source>Settled with another value</source>
        <translation>已改用另一个值</translation>
    </message>
    <message>
        <source>Put off; it stays at the end of the list</source>
        <translation>已放到列表末尾，以后再处理</translation>
    </message>
    <message>
        <source>Taken up again</source>
        <translation>已放回待处理</translation>
    </message>
    <message>
        <source>No conflicts</source>
        <translation>没有冲突</translation>
    </message>
    <message>
        <source>When two people change the same thing apart, both values stand here after a merge. Nothing is lost, nothing waits for you: the later value is shown until somebody chooses.</source>
        <translation>两个人各自改了同一处，合并后两个值都列在这里。不会丢内容，也不耽误工作：选定之前先显示较晚的值。</translation>
    </message>
    <message>
        <source>Open a bundle…</source>
        <translation>打开数据包…</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Slips moved on by two people apart: {count}. Show…</source>
        <translation>处理冲突、待裁定的提醒单：{count} 张，查看…</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Something unexpected happened</source>
        <translation>程序出现意外错误</translation>
    </message>
    <message>
        <source>This is a mistake of the program, not yours. Everything saved so far is safe and you can go on working. Please send the details to whoever looks after it.</source>
        <translation>这是程序的问题，不是您操作有误。已保存的内容都还在，可以继续工作。请把下面的详情发给负责维护的人员。</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Copy details</source>
        <translation>复制详情</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续工作</translation>
    </message>
</context>
<context>
    <name>Dataset</name>
    <message>
        <source>Export a dataset</source>
        <translation>导出数据集</translation>
    </message>
    <message>
        <source>Writes all records as Parquet tables, for DuckDB, Spark or a data warehouse. An earlier dataset in the same folder is replaced.</source>
        <translation>把全部记录写成 Parquet 表，供 DuckDB、Spark 或数据仓库分析。同一文件夹里以前导出的数据集会被替换。</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Another folder for the dataset</source>
        <translation>另选数据集文件夹</translation>
    </message>
    <message>
        <source>With names and written words</source>
        <translation>包含姓名、工号和文字</translation>
    </message>
    <message>
        <source>Without, people are only ids, so that figures can be judged fairly. Customers&apos; numbers stay masked in any case; what was erased is not there.</source>
        <translation>不勾选时人员只有编号，看数据不看人，更公平。无论是否勾选，客户号码都打码，抹除过的内容不会出现。</translation>
    </message>
    <message>
        <source>Rows written</source>
        <translation>已写入的行</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>An empty folder, or one of an earlier dataset</source>
        <translation>空文件夹，或以前导出过数据集的文件夹</translation>
    </message>
    <message>
        <source>Written: {tables} tables, {rows} rows.</source>
        <translation>已导出 {tables} 张表，共 {rows} 行。</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>Import recordings…</source>
        <translation>导入录音…</translation>
    </message>
    <message>
        <source>Try it with the demo calls</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Nothing left to inspect</source>
        <translation>没有待检录音了</translation>
    </message>
    <message>
        <source>Every recording here was inspected or set aside.</source>
        <translation>这里的录音都已质检，或已标为无效。</translation>
    </message>
    <message>
        <source>No recordings yet</source>
        <translation>还没有录音</translation>
    </message>
    <message>
        <source>Import a folder of recordings, or drop files anywhere on this window.</source>
        <translation>导入一个录音文件夹，或把文件直接拖到窗口里。</translation>
    </message>
</context>
<context>
    <name>Erase</name>
    <message>
        <source>Look</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Also the recordings of the calls with this number</source>
        <translation>同时清除这个号码的通话录音</translation>
    </message>
    <message>
        <source>What will go</source>
        <translation>将被清除的内容</translation>
    </message>
    <message>
        <source>Make a new backup and delete the older ones in this workspace</source>
        <translation>随后做一份新备份，并删除本工作区里较早的备份</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Erase for ever</source>
        <translation>永久清除</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Erasing…</source>
        <translation>正在清除…</translation>
    </message>
    <message>
        <source>This cannot be undone. Type {name} to confirm:</source>
        <translation>清除后无法撤销。请输入{name}确认：</translation>
    </message>
    <message>
        <source>Erase a recording for ever</source>
        <translation>永久清除一条录音</translation>
    </message>
    <message>
        <source>Erase an agent for ever</source>
        <translation>永久清除一名坐席</translation>
    </message>
    <message>
        <source>Erase a person for ever</source>
        <translation>永久清除一名人员</translation>
    </message>
    <message>
        <source>Erase a customer&apos;s number for ever</source>
        <translation>永久清除客户号码</translation>
    </message>
    <message>
        <source>Serial number or file name</source>
        <translation>流水号或文件名</translation>
    </message>
    <message>
        <source>Work number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>The whole telephone number</source>
        <translation>完整的电话号码</translation>
    </message>
    <message>
        <source>{n} recordings ({size})</source>
        <translation>{n} 条录音（{size}）</translation>
    </message>
    <message>
        <source>{n} file names</source>
        <translation>{n} 个文件名</translation>
    </message>
    <message>
        <source>{n} numbers of calls (customer, order, serial)</source>
        <translation>{n} 个通话号码（客户号码、订单号、流水号）</translation>
    </message>
    <message>
        <source>{n} comments, earlier versions too</source>
        <translation>{n} 条标记，包括修改前的内容</translation>
    </message>
    <message>
        <source>{n} texts in evaluations</source>
        <translation>质检单里的 {n} 段文字</translation>
    </message>
    <message>
        <source>{n} names and numbers of people</source>
        <translation>{n} 个姓名、工号</translation>
    </message>
    <message>
        <source>{n} other texts</source>
        <translation>{n} 段其他文字</translation>
    </message>
    <message>
        <source>{n} drafts</source>
        <translation>{n} 份草稿</translation>
    </message>
    <message>
        <source>{n} rows of call lists</source>
        <translation>话单里的 {n} 行</translation>
    </message>
    <message>
        <source>1 name of an imported list or bundle</source>
        <translation>1 个话单或数据包的文件名</translation>
    </message>
    <message>
        <source>{n} names of imported lists and bundles</source>
        <translation>{n} 个话单或数据包的文件名</translation>
    </message>
    <message>
        <source>Will be removed everywhere and refused for ever:</source>
        <translation>以下内容将从各处清除，以后再导入也会被拒绝：</translation>
    </message>
    <message>
        <source>1 recording ({size})</source>
        <translation>1 条录音（{size}）</translation>
    </message>
    <message>
        <source>1 file name</source>
        <translation>1 个文件名</translation>
    </message>
    <message>
        <source>1 number of a call (customer, order, serial)</source>
        <translation>1 个通话号码（客户号码、订单号、流水号）</translation>
    </message>
    <message>
        <source>1 comment, earlier versions too</source>
        <translation>1 条标记，包括修改前的内容</translation>
    </message>
    <message>
        <source>1 text in an evaluation</source>
        <translation>质检单里的 1 段文字</translation>
    </message>
    <message>
        <source>1 name or number of a person</source>
        <translation>1 个姓名、工号</translation>
    </message>
    <message>
        <source>1 other text</source>
        <translation>1 段其他文字</translation>
    </message>
    <message>
        <source>1 draft</source>
        <translation>1 份草稿</translation>
    </message>
    <message>
        <source>1 row of a call list</source>
        <translation>话单里的 1 行</translation>
    </message>
    <message>
        <source>What stays: times, answers and scores (calls: {calls}, evaluations: {evaluations}), and that it was erased, when and by whom. Backups keep it until they are thinned out; files elsewhere (exports, a second backup place) are yours to look after.</source>
        <translation>会保留的：时间、答案和分数（{calls} 通电话，{evaluations} 份质检单），以及谁在什么时候做了清除。备份里的内容要等旧备份过期才消失；导出的文件和第二备份位置请自行处理。</translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message>
        <source>Open a bundle</source>
        <translation>打开数据包</translation>
    </message>
    <message>
        <source>You have not exchanged anything yet</source>
        <translation>您还没有与别人交换过数据</translation>
    </message>
    <message>
        <source>Working alone you need nothing of this. To work with others, swap files: write a bundle and hand it over by share, mail or USB stick, and open the bundles that others hand to you. Whatever the order, everybody ends up with the same.</source>
        <translation>一个人用不需要管这里。要与同事互通，互相传文件即可：写一个数据包，用共享盘、邮件或 U 盘交给对方；对方给您的数据包在这里打开。先后顺序不限，最后大家的内容都一样。</translation>
    </message>
    <message>
        <source>Open a bundle…</source>
        <translation>打开数据包…</translation>
    </message>
    <message>
        <source>Write a bundle…</source>
        <translation>写数据包…</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Somebody unknown here</source>
        <translation>本机不认识的人</translation>
    </message>
    <message>
        <source>Write a bundle for anybody…</source>
        <translation>写给任何人的数据包…</translation>
    </message>
    <message>
        <source>Write a bundle for {name}…</source>
        <translation>给{name}写数据包…</translation>
    </message>
    <message>
        <source>The chosen person</source>
        <translation>选中的人</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Last heard from</source>
        <translation>最近收到</translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation>本机还缺</translation>
    </message>
    <message>
        <source>Lacks</source>
        <translation>对方还缺</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name}（您）</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从未</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>⚠ Copied workspace</source>
        <translation>⚠ 工作区被复制</translation>
    </message>
    <message>
        <source>⚠ Something missing</source>
        <translation>⚠ 中间有缺</translation>
    </message>
    <message>
        <source>⚠ Not certified</source>
        <translation>⚠ 设备未确认</translation>
    </message>
    <message>
        <source>Known through others</source>
        <translation>经别人得知</translation>
    </message>
    <message>
        <source>✓ Same as here</source>
        <translation>✓ 与本机一致</translation>
    </message>
    <message>
        <source>To exchange</source>
        <translation>待交换</translation>
    </message>
    <message>
        <source>A device has not been certified by the person&apos;s key: a copy or a restored workspace begins like this. It is settled when the person unlocks the key there and sends the next bundle.</source>
        <translation>有设备还没有经本人密钥确认，复制或恢复出来的工作区一开始就是这样。本人在那台设备上解锁密钥、再发一次数据包就好了。</translation>
    </message>
    <message>
        <source>This device</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Device {id}</source>
        <translation>设备 {id}</translation>
    </message>
    <message>
        <source>{name}: {count} entries here, the last of {last}</source>
        <translation>{name}：本机有它的 {count} 条操作，最后一条写于 {last}</translation>
    </message>
    <message>
        <source>Of device {id}, no. {spans} are missing. What is here counts all the same. Ask its owner for a bundle with everything, or anybody who has exchanged with them.</source>
        <translation>设备 {id} 的第 {spans} 条还没有收到，已有的照常有效。请向设备的主人，或与其交换过的任何人，要一个包含全部内容的数据包。</translation>
    </message>
    <message>
        <source>Device {id} wrote two different entries as no. {seq}: its workspace or key was copied and used twice. Both branches are kept. Its owner should go on with one of them; the other, when it is opened again with this program, begins as a new device.</source>
        <translation>设备 {id} 的第 {seq} 条有两份不同的内容：它的工作区或密钥被复制后两边都在用。两份都保留。请其主人只用其中一份；另一份再用本程序打开时，会按新设备重新开始。</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已合并</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来自</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Open a bundle…  O</source>
        <translation>打开数据包…  O</translation>
    </message>
    <message>
        <source>Nothing received yet</source>
        <translation>还没有收到过数据包</translation>
    </message>
    <message>
        <source>People and devices</source>
        <translation>人员与设备</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>收件</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>Areas of exchange</source>
        <translation>数据交换的各部分</translation>
    </message>
    <message>
        <source>New bundle: {name}</source>
        <translation>收到新的数据包：{name}</translation>
    </message>
    <message>
        <source>Bundles to look into: {count}</source>
        <translation>待查看数据包 {count} 个</translation>
    </message>
    <message>
        <source>Ask for what is missing…</source>
        <translation>索取缺少的内容…</translation>
    </message>
    <message>
        <source>Fingerprint, to be compared in person or by telephone</source>
        <translation>指纹，请当面或打电话核对</translation>
    </message>
    <message>
        <source>⚠ Key revoked</source>
        <translation>⚠ 密钥已停用</translation>
    </message>
    <message>
        <source>⚠ Not in the team</source>
        <translation>⚠ 不在团队里</translation>
    </message>
    <message>
        <source>Not on the team&apos;s roster: what they write has no effect.</source>
        <translation>不在团队名册里，写下的内容不起作用。</translation>
    </message>
    <message>
        <source>The team has revoked this person&apos;s key. What was accepted then counts; what they write since has no effect. To go on they need a new identity card on the roster (Settings).</source>
        <translation>团队已停用此人的密钥：当时认可的内容仍有效，之后写的不起作用。要继续参与，须在团队名册里登记新的名片（设置）。</translation>
    </message>
    <message>
        <source>They had {count} entries that are not here: ask them for a bundle.</source>
        <translation>对方有 {count} 条操作本机还没有，请向对方要一个数据包。</translation>
    </message>
    <message>
        <source>● To look into</source>
        <translation>● 待查看</translation>
    </message>
    <message>
        <source>⚠ Cannot be read</source>
        <translation>⚠ 无法读取</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>已搁置</translation>
    </message>
    <message>
        <source>encrypted; opens for its addressees</source>
        <translation>已加密，收件人才能打开</translation>
    </message>
    <message>
        <source>for others</source>
        <translation>不是给您的</translation>
    </message>
    <message>
        <source>Bundle</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>One record</source>
        <translation>单项</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>补发请求</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>{count} new entries</source>
        <translation>新操作 {count} 条</translation>
    </message>
    <message>
        <source>Watching {folder}</source>
        <translation>正在留意：{folder}</translation>
    </message>
    <message>
        <source>Or drop a .qab file anywhere on the window. A share or synced folder can be watched: new bundles in it are offered here.</source>
        <translation>也可以把 .qab 文件拖到窗口任何地方。还可以指定一个共享或同步文件夹，里面一有新数据包就会列在这里。</translation>
    </message>
    <message>
        <source>Folder to watch</source>
        <translation>要留意的文件夹</translation>
    </message>
    <message>
        <source>Watch a folder…</source>
        <translation>留意文件夹…</translation>
    </message>
    <message>
        <source>Stop watching</source>
        <translation>不再留意</translation>
    </message>
    <message>
        <source>When somebody hands you a bundle (a .qab file), open it here: the preview tells who wrote it and what it brings, before anything is merged.</source>
        <translation>别人给您数据包（.qab 文件）时在这里打开：先预览是谁写的、带来什么，再决定合并。</translation>
    </message>
    <message>
        <source>Bundles received</source>
        <translation>收到的数据包</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Path copied</source>
        <translation>路径已复制</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>写出时间</translation>
    </message>
    <message>
        <source>For</source>
        <translation>给谁</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>操作数</translation>
    </message>
    <message>
        <source>There</source>
        <translation>对方收到</translation>
    </message>
    <message>
        <source>Anybody</source>
        <translation>所有人</translation>
    </message>
    <message>
        <source>Write a bundle…  W</source>
        <translation>写数据包…  W</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Nothing written for others yet</source>
        <translation>还没有给别人写过数据包</translation>
    </message>
    <message>
        <source>A bundle is one file with what others do not have yet. Here you see later what waits for whom and who has received what.</source>
        <translation>数据包是一个文件，装着对方还没有的内容。写过之后，这里能看到谁还缺多少、谁已经收到。</translation>
    </message>
    <message>
        <source>What waits for whom</source>
        <translation>谁还缺多少</translation>
    </message>
    <message>
        <source>Files written</source>
        <translation>写过的文件</translation>
    </message>
    <message>
        <source>Write the answer…</source>
        <translation>写答复…</translation>
    </message>
    <message>
        <source>{who} misses {asked} entries; {here} of them are here.</source>
        <translation>{who} 请求补发 {asked} 条，其中 {here} 条本机有。</translation>
    </message>
    <message>
        <source>Waits for them</source>
        <translation>还没收到</translation>
    </message>
    <message>
        <source>Received up to</source>
        <translation>已收到至</translation>
    </message>
    <message>
        <source>nothing known</source>
        <translation>不清楚</translation>
    </message>
    <message>
        <source>Last file</source>
        <translation>最近一个文件</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>can be</source>
        <translation>可以加密</translation>
    </message>
    <message>
        <source>no key known</source>
        <translation>没有对方密钥</translation>
    </message>
    <message>
        <source>✓ received</source>
        <translation>✓ 已收到</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>还不清楚</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发件</translation>
    </message>
</context>
<context>
    <name>Feedback</name>
    <message>
        <source>Feedback</source>
        <translation>反馈</translation>
    </message>
    <message>
        <source>Feedback and facts</source>
        <translation>反馈与情况</translation>
    </message>
    <message>
        <source>What was good</source>
        <translation>优点</translation>
    </message>
    <message>
        <source>What to change</source>
        <translation>改进建议</translation>
    </message>
    <message>
        <source>Listening method</source>
        <translation>监听方式</translation>
    </message>
    <message>
        <source>Mitigating</source>
        <translation>客观情况</translation>
    </message>
    <message>
        <source>Begin with what the agent did well</source>
        <translation>先写坐席做得好的地方</translation>
    </message>
    <message>
        <source>What, why, and how to say it next time</source>
        <translation>哪里要改、为什么、下次怎么说</translation>
    </message>
    <message>
        <source>Wrong information was given</source>
        <translation>提供了错误信息</translation>
    </message>
    <message>
        <source>Emergency: report upwards</source>
        <translation>突发事件，需要上报</translation>
    </message>
    <message>
        <source>Practice: counts for nothing</source>
        <translation>练习，不计入统计</translation>
    </message>
</context>
<context>
    <name>FeedbackSheet</name>
    <message>
        <source>The agent&apos;s answer is recorded</source>
        <translation>已记录坐席的答复</translation>
    </message>
    <message>
        <source>The answer was taken back</source>
        <translation>已撤回答复</translation>
    </message>
    <message>
        <source>The agent&apos;s answer</source>
        <translation>坐席的答复</translation>
    </message>
    <message>
        <source>In the agent&apos;s own words (optional)</source>
        <translation>坐席自己的话（可不填）</translation>
    </message>
    <message>
        <source>The agent&apos;s words</source>
        <translation>坐席的话</translation>
    </message>
    <message>
        <source>Record the answer</source>
        <translation>记录答复</translation>
    </message>
    <message>
        <source>Take back…</source>
        <translation>撤回…</translation>
    </message>
    <message>
        <source>Why is it taken back? Enter</source>
        <translation>为什么撤回？写好按回车</translation>
    </message>
    <message>
        <source>Reason for taking it back</source>
        <translation>撤回原因</translation>
    </message>
    <message>
        <source>Not given yet: go through the sheet together, then ask.</source>
        <translation>还没有反馈：请和坐席一起看完，再问他的意见。</translation>
    </message>
    <message>
        <source>{answer}, recorded by {name} at {at}</source>
        <translation>{answer}（{name} 记录于 {at}）</translation>
    </message>
    <message>
        <source>The score was corrected since: ask again.</source>
        <translation>之后评分有更正，请再问一次。</translation>
    </message>
    <message>
        <source>Agrees</source>
        <translation>认可</translation>
    </message>
    <message>
        <source>Asks for a talk</source>
        <translation>约谈</translation>
    </message>
    <message>
        <source>Feedback sheet: {agent}</source>
        <translation>反馈单：{agent}</translation>
    </message>
    <message>
        <source>Feedback sheet</source>
        <translation>反馈单</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>This sheet names only faults. Add what went well before you give it: open the call and correct the evaluation.</source>
        <translation>这份反馈单只有批评。给坐席之前，请打开这通电话做“更正”，补上做得好的地方。</translation>
    </message>
    <message>
        <source>Why this score</source>
        <translation>得分怎么算的</translation>
    </message>
    <message>
        <source>Coaching entry…</source>
        <translation>写辅导记录…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存成 PDF…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>No feedback sheet yet: the call was not submitted</source>
        <translation>还没有反馈单：这通电话还没有提交</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>写成数据包…</translation>
    </message>
</context>
<context>
    <name>FindInList</name>
    <message>
        <source>Find in the list</source>
        <translation>在列表里查找</translation>
    </message>
</context>
<context>
    <name>FollowUps</name>
    <message>
        <source>Follow-ups due: {n}</source>
        <translation>待跟进 {n} 条</translation>
    </message>
    <message>
        <source>{n} more</source>
        <translation>还有 {n} 条</translation>
    </message>
    <message>
        <source>Follow-ups due: {n}, {late} overdue</source>
        <translation>待跟进 {n} 条，逾期 {late} 条</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Show the follow-ups that are due</source>
        <translation>查看待跟进的辅导</translation>
    </message>
</context>
<context>
    <name>Fund</name>
    <message>
        <source>Handed over</source>
        <translation>已上交的扣罚</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Receive fines</source>
        <translation>上交签收</translation>
    </message>
    <message>
        <source>Received and signed</source>
        <translation>已签收</translation>
    </message>
    <message>
        <source>Fund of the team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>Amount in yuan</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>What for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Spend from the fund</source>
        <translation>登记支出</translation>
    </message>
    <message>
        <source>Booked and signed</source>
        <translation>已登记并签名</translation>
    </message>
    <message>
        <source>Why it is reversed</source>
        <translation>冲正原因</translation>
    </message>
    <message>
        <source>Reverse: {kind} {amount}</source>
        <translation>冲正：{kind} {amount}</translation>
    </message>
    <message>
        <source>The entry stays in the ledger; a second one takes it back.</source>
        <translation>原记录保留，另记一笔冲正。</translation>
    </message>
    <message>
        <source>Reversed and signed</source>
        <translation>已冲正并签名</translation>
    </message>
    <message>
        <source>Receive ({count})…</source>
        <translation>签收（{count}）…</translation>
    </message>
    <message>
        <source>Receipts, spending and reversals are signed by: {role}</source>
        <translation>签收、支出、冲正由{role}签名登记。</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Save as Excel…</source>
        <translation>存为 Excel…</translation>
    </message>
    <message>
        <source>Fund sheet {month}</source>
        <translation>奶茶基金共享单 {month}</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>All months</source>
        <translation>全部月份</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>All teams</source>
        <translation>全部班组</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>Spend…</source>
        <translation>支出…</translation>
    </message>
    <message>
        <source>Reverse…</source>
        <translation>冲正…</translation>
    </message>
    <message>
        <source>Fund sheet ▾</source>
        <translation>共享单 ▾</translation>
    </message>
    <message>
        <source>Balance per team and month</source>
        <translation>各班组每月结余</translation>
    </message>
    <message>
        <source>Entries of the fund</source>
        <translation>基金明细</translation>
    </message>
    <message>
        <source>Nothing in the fund yet.
The fine of a closed slip stands here by itself.</source>
        <translation>基金还没有款项。
带扣罚的提醒单办结后，应交款自动列在这里。</translation>
    </message>
    <message>
        <source>Receive…</source>
        <translation>签收…</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>应交</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>已交</translation>
    </message>
    <message>
        <source>Still owed</source>
        <translation>待交</translation>
    </message>
    <message>
        <source>Spent</source>
        <translation>已用</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>余额</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Booked by</source>
        <translation>经手人</translation>
    </message>
    <message>
        <source>{kind} (to pay back)</source>
        <translation>{kind}（待退还）</translation>
    </message>
    <message>
        <source>{kind} (reversed)</source>
        <translation>{kind}（已冲正）</translation>
    </message>
    <message>
        <source>to pay back {amount}</source>
        <translation>应退 {amount}</translation>
    </message>
    <message>
        <source>{amount} above the month&apos;s cap does not count</source>
        <translation>超出当月上限的 {amount} 不计</translation>
    </message>
</context>
<context>
    <name>Health</name>
    <message>
        <source>The full check also verifies every signature, reads every recording and computes every score again. You can go on working meanwhile.</source>
        <translation>全面检查还会核对每个签名、读取每条录音、重新计算每次评分。检查时可以继续工作。</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Full check</source>
        <translation>全面检查</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Make the lists anew</source>
        <translation>重建列表</translation>
    </message>
    <message>
        <source>Progress of the check</source>
        <translation>检查进度</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>✗ Something is damaged</source>
        <translation>✗ 发现损坏</translation>
    </message>
    <message>
        <source>✓ Nothing is damaged; worth knowing:</source>
        <translation>✓ 没有损坏；以下情况供参考：</translation>
    </message>
    <message>
        <source>✓ Everything is there and right</source>
        <translation>✓ 一切完好，没有缺失</translation>
    </message>
    <message>
        <source>Count again</source>
        <translation>重新统计</translation>
    </message>
    <message>
        <source>What is missing…</source>
        <translation>查看缺失的录音…</translation>
    </message>
    <message>
        <source>Save a report for support…</source>
        <translation>保存报告给支持人员…</translation>
    </message>
    <message>
        <source>Figures and findings only: no name, no number, no text</source>
        <translation>只有数字和检查结果，不含姓名、号码和文字</translation>
    </message>
    <message>
        <source>Empty now</source>
        <translation>立即清空</translation>
    </message>
    <message>
        <source>Sound is prepared again when a recording is opened</source>
        <translation>打开录音时会重新准备</translation>
    </message>
    <message>
        <source>Automatic ({size})</source>
        <translation>自动（{size}）</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Freed: {size}. The sound of the open call, and of those made ready next, stays: it is to play without waiting.</source>
        <translation>已清出 {size}。打开的通话和接下来几通已备好的声音会保留，这样一点就能播放。</translation>
    </message>
    <message>
        <source>Save a report for support</source>
        <translation>保存报告给支持人员</translation>
    </message>
    <message>
        <source>No call has a date yet</source>
        <translation>还没有带日期的通话</translation>
    </message>
    <message>
        <source>Recordings {audio}, database {database}, backups {backups}, log {log}</source>
        <translation>录音 {audio}，数据库 {database}，备份 {backups}，日志 {log}</translation>
    </message>
    <message>
        <source>Audio that is not here</source>
        <translation>音频文件不在这里的录音</translation>
    </message>
    <message>
        <source>Import the original files again to bring them back; scores and comments are all there.</source>
        <translation>把原来的录音文件再导入一次即可补上；评分和标记都还在。</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Serial number</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>{shown} of {total} are shown</source>
        <translation>共 {total} 条，显示前 {shown} 条</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>复制列表</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>{calls}, {recordings}</source>
        <translation>{calls}，{recordings}</translation>
    </message>
    <message>
        <source>{calls}, {recordings}; the audio of {missing} is not here</source>
        <translation>{calls}，{recordings}；其中 {missing} 条的音频文件不在这里</translation>
    </message>
    <message>
        <source>{operations} of {devices}, without a gap</source>
        <translation>{devices}的 {operations}，没有缺失</translation>
    </message>
    <message>
        <source>{operations} of {devices}; gaps: {gaps}, branches: {forks}</source>
        <translation>{devices}的 {operations}；缺失 {gaps} 段，分支 {forks} 处</translation>
    </message>
    <message>
        <source>{evaluations}, {comments}; {deleted} in the trash</source>
        <translation>{evaluations}，{comments}；回收站里 {deleted} 条</translation>
    </message>
    <message>
        <source>{agents}, {people}</source>
        <translation>{agents}，{people}</translation>
    </message>
    <message>
        <source>1 call</source>
        <translation>1 通电话</translation>
    </message>
    <message>
        <source>{n} calls</source>
        <translation>{n} 通电话</translation>
    </message>
    <message>
        <source>1 recording</source>
        <translation>1 条录音</translation>
    </message>
    <message>
        <source>{n} recordings</source>
        <translation>{n} 条录音</translation>
    </message>
    <message>
        <source>1 evaluation</source>
        <translation>1 份质检单</translation>
    </message>
    <message>
        <source>{n} evaluations</source>
        <translation>{n} 份质检单</translation>
    </message>
    <message>
        <source>1 comment</source>
        <translation>1 条标记</translation>
    </message>
    <message>
        <source>{n} comments</source>
        <translation>{n} 条标记</translation>
    </message>
    <message>
        <source>1 agent</source>
        <translation>1 名坐席</translation>
    </message>
    <message>
        <source>{n} agents</source>
        <translation>{n} 名坐席</translation>
    </message>
    <message>
        <source>1 inspector</source>
        <translation>1 名质检人员</translation>
    </message>
    <message>
        <source>{n} inspectors</source>
        <translation>{n} 名质检人员</translation>
    </message>
    <message>
        <source>1 operation</source>
        <translation>1 条操作记录</translation>
    </message>
    <message>
        <source>{n} operations</source>
        <translation>{n} 条操作记录</translation>
    </message>
    <message>
        <source>1 device</source>
        <translation>1 台设备</translation>
    </message>
    <message>
        <source>{n} devices</source>
        <translation>{n} 台设备</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>User guide</source>
        <translation>使用手册</translation>
    </message>
    <message>
        <source>Search in the guide</source>
        <translation>搜索手册</translation>
    </message>
    <message>
        <source>Pages of the guide</source>
        <translation>手册目录</translation>
    </message>
    <message>
        <source>Text of the page</source>
        <translation>手册正文</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>后退</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>前进</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Device added</source>
        <translation>设备加入</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Brought back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>提交</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Erased for ever</source>
        <translation>永久清除</translation>
    </message>
    <message>
        <source>Number looked at</source>
        <translation>查看了号码</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>谁</translation>
    </message>
    <message>
        <source>What</source>
        <translation>做了什么</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>昵称</translation>
    </message>
    <message>
        <source>Skill group</source>
        <translation>技能组</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Serial no.</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Customer number</source>
        <translation>客户号码</translation>
    </message>
    <message>
        <source>Order no.</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Saved as</source>
        <translation>保存状态</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>业务类型</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>监听方式</translation>
    </message>
    <message>
        <source>Set aside because</source>
        <translation>无效原因</translation>
    </message>
    <message>
        <source>Circumstance</source>
        <translation>特殊情况</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Competency</source>
        <translation>能力项</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>短码</translation>
    </message>
    <message>
        <source>What was good</source>
        <translation>优点</translation>
    </message>
    <message>
        <source>What to change</source>
        <translation>改进建议</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>About what</source>
        <translation>辅导内容</translation>
    </message>
    <message>
        <source>What was agreed</source>
        <translation>约定</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>跟进日期</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>辅导时间</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>监听力度</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Roster changed</source>
        <translation>名册变动</translation>
    </message>
    <message>
        <source>Came with</source>
        <translation>随哪个数据包来</translation>
    </message>
    <message>
        <source>{what} by {who}, {when}, on {device} (no. {seq} from there)</source>
        <translation>{what}：{who}，{when}，{device}（该设备第 {seq} 条）</translation>
    </message>
    <message>
        <source>somebody unknown here</source>
        <translation>本机不认识的人</translation>
    </message>
    <message>
        <source>Dated more than a day ahead: the clock of that computer was wrong. It counts like any other, but its date proves nothing.</source>
        <translation>写下的时间比本机早到一天以后：那台电脑的时钟不对。内容照常有效，但这个日期不能作为凭证。</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>不详</translation>
    </message>
    <message>
        <source>Written in this workspace.</source>
        <translation>在本工作区写下。</translation>
    </message>
    <message>
        <source>Came with a bundle that is no longer noted here.</source>
        <translation>随一个数据包收到，本机已没有它的登记。</translation>
    </message>
    <message>
        <source>Came with the bundle {file} of {who}, merged {when}.</source>
        <translation>随 {who} 的数据包“{file}”收到，{when} 合并。</translation>
    </message>
    <message>
        <source>Hired</source>
        <translation>入职日期</translation>
    </message>
    <message>
        <source>Left on</source>
        <translation>离职日期</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>到</translation>
    </message>
    <message>
        <source>Call</source>
        <translation>通话</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Evaluation</source>
        <translation>质检单</translation>
    </message>
    <message>
        <source>Scorer</source>
        <translation>评分人</translation>
    </message>
    <message>
        <source>Coach</source>
        <translation>辅导人</translation>
    </message>
    <message>
        <source>Written down by</source>
        <translation>记录人</translation>
    </message>
    <message>
        <source>At</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>To</source>
        <translation>终点</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Scorecard item</source>
        <translation>评分项</translation>
    </message>
    <message>
        <source>Discussion stop</source>
        <translation>讨论停点</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Mode</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Practice</source>
        <translation>练习</translation>
    </message>
    <message>
        <source>Emergency</source>
        <translation>突发事件</translation>
    </message>
    <message>
        <source>Wrong information</source>
        <translation>错误信息</translation>
    </message>
    <message>
        <source>Agent&apos;s words</source>
        <translation>坐席的话</translation>
    </message>
    <message>
        <source>Shelf</source>
        <translation>分类</translation>
    </message>
    <message>
        <source>Stars</source>
        <translation>星级</translation>
    </message>
    <message>
        <source>Why it is here</source>
        <translation>收藏理由</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>月份</translation>
    </message>
    <message>
        <source>Highlight</source>
        <translation>亮点</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>评选结果</translation>
    </message>
    <message>
        <source>Decided on</source>
        <translation>评选日期</translation>
    </message>
    <message>
        <source>Words of honour</source>
        <translation>荣誉榜文字</translation>
    </message>
    <message>
        <source>Vote</source>
        <translation>投票</translation>
    </message>
    <message>
        <source>Voter</source>
        <translation>投票人</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>来信人</translation>
    </message>
    <message>
        <source>Library entry</source>
        <translation>录音库收藏</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Collection</source>
        <translation>合集</translation>
    </message>
    <message>
        <source>Merged into</source>
        <translation>合并到</translation>
    </message>
    <message>
        <source>Nomination</source>
        <translation>提名</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>差错</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>the roster does not know the device that wrote it</source>
        <translation>团队名册里没有写下它的设备</translation>
    </message>
    <message>
        <source>the key that signed it had been revoked</source>
        <translation>签名用的密钥当时已被停用</translation>
    </message>
    <message>
        <source>its writer had no role for this on that day</source>
        <translation>写的人当天没有做这件事的角色</translation>
    </message>
    <message>
        <source>it was written in another person&apos;s name</source>
        <translation>是以别人的名义写的</translation>
    </message>
    <message>
        <source>it claims a role that its writer did not have</source>
        <translation>写的人没有它所说的角色</translation>
    </message>
    <message>
        <source>it lacks the person&apos;s own signature</source>
        <translation>缺少本人签名</translation>
    </message>
    <message>
        <source>it changes what somebody else wrote</source>
        <translation>改动了别人写的内容</translation>
    </message>
    <message>
        <source>the team&apos;s root key did not sign it</source>
        <translation>没有团队根密钥的签名</translation>
    </message>
    <message>
        <source>this version does not know its form</source>
        <translation>本版本不认识它的格式</translation>
    </message>
    <message>
        <source>Kept, but without effect: {reason}.</source>
        <translation>已保留，但不起作用：{reason}。</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>this device</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>{who} (device {id})</source>
        <translation>{who}（设备 {id}）</translation>
    </message>
    <message>
        <source>device {id}</source>
        <translation>设备 {id}</translation>
    </message>
    <message>
        <source>it is in no form that is known</source>
        <translation>内容的格式无法识别</translation>
    </message>
    <message>
        <source>Question and key</source>
        <translation>题目与答案</translation>
    </message>
    <message>
        <source>the slip was not at a stage where this can be done</source>
        <translation>提醒单当时不在这一步</translation>
    </message>
    <message>
        <source>the step was somebody else&apos;s</source>
        <translation>这一步应由别人来做</translation>
    </message>
    <message>
        <source>its writer acted on himself</source>
        <translation>操作人处理的是自己的提醒单</translation>
    </message>
    <message>
        <source>its writer had declared a conflict of interest</source>
        <translation>操作人已申报回避</translation>
    </message>
    <message>
        <source>the seconds in question had not been heard</source>
        <translation>没有听完所指的录音</translation>
    </message>
    <message>
        <source>it gives no reason</source>
        <translation>没有写原因</translation>
    </message>
    <message>
        <source>it names no witness</source>
        <translation>没有见证人</translation>
    </message>
    <message>
        <source>the agent had not been heard</source>
        <translation>坐席还没有先听录音、说出看法</translation>
    </message>
    <message>
        <source>the hearing came before the lead&apos;s confirmation</source>
        <translation>组长确认之前就面谈了</translation>
    </message>
    <message>
        <source>it changes what was signed</source>
        <translation>修改了已经签字的内容</translation>
    </message>
    <message>
        <source>the due date had not passed</source>
        <translation>还没有超过期限</translation>
    </message>
    <message>
        <source>it is about another revision than the slip</source>
        <translation>针对的不是提醒单所指的版本</translation>
    </message>
    <message>
        <source>it proposes nothing for the standard</source>
        <translation>没有提出修订评扣标准的建议</translation>
    </message>
    <message>
        <source>it changes what is never changed</source>
        <translation>修改了不可更改的记录</translation>
    </message>
</context>
<context>
    <name>Identity</name>
    <message>
        <source>My identity card</source>
        <translation>我的身份名片</translation>
    </message>
    <message>
        <source>QR code of the card</source>
        <translation>名片二维码</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文字</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>保存为文件…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Give this card to whoever keeps your team: as a file, as text in a chat, or from this code. Then read the words to each other, by telephone or face to face: when all fifteen are the same, the card is really yours.</source>
        <translation>把名片交给管理团队的人：发文件、在聊天里发文字，或扫这个二维码。然后打电话或当面互相念一遍这些字：十五个字全对上，名片才确实是您的。</translation>
    </message>
    <message>
        <source>Copied: paste it into a message.</source>
        <translation>已复制，可以粘贴到消息里。</translation>
    </message>
    <message>
        <source>Save my identity card</source>
        <translation>保存我的身份名片</translation>
    </message>
    <message>
        <source>Identity cards (*{suffix})</source>
        <translation>身份名片 (*{suffix})</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
</context>
<context>
    <name>Import</name>
    <message>
        <source>Import recordings</source>
        <translation>导入录音</translation>
    </message>
    <message>
        <source>No files chosen yet</source>
        <translation>还没有选择文件</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>开始导入</translation>
    </message>
    <message>
        <source>Looking at the files…</source>
        <translation>正在查看文件…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Folder of recordings</source>
        <translation>录音文件夹</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录音文件</translation>
    </message>
    <message>
        <source>{done} of {total} files · {added} added · {same} known</source>
        <translation>第 {done} / {total} 个文件 · 新增 {added} 条 · 已有 {same} 条</translation>
    </message>
    <message>
        <source>{added} added · {same} known already · {bad} unreadable</source>
        <translation>新增 {added} 条 · 已有 {same} 条 · 读不出 {bad} 个</translation>
    </message>
    <message>
        <source>Cancelled. {counts}</source>
        <translation>已取消，导入的部分都保留：{counts}</translation>
    </message>
    <message>
        <source>Please look at these files:</source>
        <translation>请核对这些文件：</translation>
    </message>
    <message>
        <source>These files were left out; they are where they were:</source>
        <translation>以下文件没有导入，原文件没有动过：</translation>
    </message>
    <message>
        <source>Files: {count}</source>
        <translation>{count} 个文件</translation>
    </message>
</context>
<context>
    <name>ImportSheet</name>
    <message>
        <source>Import a list</source>
        <translation>导入表格</translation>
    </message>
    <message>
        <source>List to import</source>
        <translation>选择要导入的表格</translation>
    </message>
    <message>
        <source>Spreadsheets (*.xlsx *.xlsm *.csv *.txt);;All files (*)</source>
        <translation>表格 (*.xlsx *.xlsm *.csv *.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Still needed: {columns}</source>
        <translation>还缺这些列：{columns}</translation>
    </message>
    <message>
        <source>Of the first {rows} rows {bad} cannot be understood</source>
        <translation>前 {rows} 行里有 {bad} 行看不懂</translation>
    </message>
    <message>
        <source>Nothing was written yet: {counts}</source>
        <translation>只是试算，还没有写入：{counts}</translation>
    </message>
    <message>
        <source>Save the messages</source>
        <translation>保存提示</translation>
    </message>
    <message>
        <source>{added} new · {updated} changed · {unchanged} as they were</source>
        <translation>新增 {added} · 更新 {updated} · 不变 {unchanged}</translation>
    </message>
    <message>
        <source>{count} matched</source>
        <translation>匹配 {count}</translation>
    </message>
    <message>
        <source>{count} not matched</source>
        <translation>未匹配 {count}</translation>
    </message>
    <message>
        <source>{count} left out</source>
        <translation>未导入 {count}</translation>
    </message>
    <message>
        <source>— not in this sheet —</source>
        <translation>— 表里没有 —</translation>
    </message>
    <message>
        <source>Choose a file, or drop one here</source>
        <translation>请选择文件，或者拖到这里</translation>
    </message>
    <message>
        <source>Choose file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>This is</source>
        <translation>这是</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>工作表</translation>
    </message>
    <message>
        <source>Headings in row</source>
        <translation>表头在第几行</translation>
    </message>
    <message>
        <source>Other teams hold from</source>
        <translation>换班组从哪天算起</translation>
    </message>
    <message>
        <source>Fields and their columns</source>
        <translation>字段与列</translation>
    </message>
    <message>
        <source>First rows as understood</source>
        <translation>前几行的识别结果</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Try it first</source>
        <translation>先试算</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Looking into the file…</source>
        <translation>正在看文件…</translation>
    </message>
    <message>
        <source>The only one</source>
        <translation>只有一张</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Trying {file}…</source>
        <translation>正在试算 {file}…</translation>
    </message>
    <message>
        <source>Reading {file}…</source>
        <translation>正在导入 {file}…</translation>
    </message>
    <message>
        <source>Row {row}: {why}</source>
        <translation>第 {row} 行：{why}</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>提示</translation>
    </message>
    <message>
        <source>Save these messages…</source>
        <translation>保存这些提示…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>These rows were left out or have no recording yet:</source>
        <translation>这些行没有导入，或者还没有对上录音：</translation>
    </message>
    <message>
        <source>Every row was taken. Ctrl+Z takes the import back.</source>
        <translation>全部导入完成。按 Ctrl+Z 可以撤销。</translation>
    </message>
    <message>
        <source>The messages are saved.</source>
        <translation>提示已保存。</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>花名册</translation>
    </message>
    <message>
        <source>Call list</source>
        <translation>拨打明细表</translation>
    </message>
    <message>
        <source>Agent statistics</source>
        <translation>话务员工作统计表</translation>
    </message>
    <message>
        <source>Reverse check</source>
        <translation>倒查表</translation>
    </message>
    <message>
        <source>Work number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>昵称</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>Skill group</source>
        <translation>技能组</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Hired on</source>
        <translation>入职日期</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Serial no.</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>Customer number</source>
        <translation>客户号码</translation>
    </message>
    <message>
        <source>Saved as</source>
        <translation>保存状态</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>业务类型</translation>
    </message>
    <message>
        <source>Order no.</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Dialled (times)</source>
        <translation>拨打次数</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Calls dialled</source>
        <translation>拨打量</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>接通量</translation>
    </message>
    <message>
        <source>Reached</source>
        <translation>成功访问量</translation>
    </message>
    <message>
        <source>Sold</source>
        <translation>成功办理量</translation>
    </message>
    <message>
        <source>Refusal rate</source>
        <translation>拒访率</translation>
    </message>
    <message>
        <source>Time worked</source>
        <translation>工作时长</translation>
    </message>
    <message>
        <source>Utilisation</source>
        <translation>工作时效</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新员工</translation>
    </message>
    <message>
        <source>Experienced</source>
        <translation>老员工</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>离职</translation>
    </message>
    <message>
        <source>After-sales</source>
        <translation>售后</translation>
    </message>
    <message>
        <source>Logistics</source>
        <translation>物流</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Complaint</source>
        <translation>投诉</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>拒收</translation>
    </message>
    <message>
        <source>Wrong order</source>
        <translation>错单</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>The first rows are all understood: {rows}</source>
        <translation>前 {rows} 行都看得懂</translation>
    </message>
    <message>
        <source>new agents: {count}</source>
        <translation>新坐席 {count}</translation>
    </message>
    <message>
        <source>First rows of the sheet</source>
        <translation>表格的前几行</translation>
    </message>
    <message>
        <source>Choose the row that holds the headings</source>
        <translation>点选表头所在的那一行</translation>
    </message>
</context>
<context>
    <name>InspectActs</name>
    <message>
        <source>Submitted already: press Correct ({key}) to change it</source>
        <translation>已提交：按“更正”（{key}）才能修改</translation>
    </message>
    <message>
        <source>Choose a region first, or repeat with {key}</source>
        <translation>请先选中一段区间；也可按 {key} 循环最近 5 秒</translation>
    </message>
    <message>
        <source>This recording has one channel only</source>
        <translation>这条录音是单声道，不能分开听</translation>
    </message>
    <message>
        <source>{player} plays both channels only: install VLC</source>
        <translation>{player} 不能单听一个声道，请安装 VLC</translation>
    </message>
</context>
<context>
    <name>InspectView</name>
    <message>
        <source>Nothing to correct: not submitted yet</source>
        <translation>还没有提交，不用更正</translation>
    </message>
    <message>
        <source>Set aside as invalid</source>
        <translation>标为无效录音</translation>
    </message>
    <message>
        <source>To be inspected after all</source>
        <translation>已恢复为待检</translation>
    </message>
    <message>
        <source>Submitted: {score}</source>
        <translation>已提交，得分 {score}</translation>
    </message>
    <message>
        <source> · {percent} % of the call heard</source>
        <translation>，只听了这通电话的 {percent}%</translation>
    </message>
    <message>
        <source>Recording attached</source>
        <translation>录音已关联</translation>
    </message>
    <message>
        <source>Annotation deleted</source>
        <translation>已删除标记</translation>
    </message>
    <message>
        <source>Now: {kind}</source>
        <translation>已改为：{kind}</translation>
    </message>
</context>
<context>
    <name>KeyDialog</name>
    <message>
        <source>Keys for “{act}”</source>
        <translation>“{act}”的按键</translation>
    </message>
    <message>
        <source>Keys of this act</source>
        <translation>这个操作的按键</translation>
    </message>
    <message>
        <source>Press the new key here</source>
        <translation>在这里按下新的按键</translation>
    </message>
    <message>
        <source>Add this key</source>
        <translation>添加这个键</translation>
    </message>
    <message>
        <source>Remove the chosen key</source>
        <translation>移除选中的键</translation>
    </message>
    <message>
        <source>This key belongs to “{act}” for good</source>
        <translation>这个键固定用于“{act}”</translation>
    </message>
    <message>
        <source>Now “{act}” ({place}); adding it here takes it away there</source>
        <translation>现在用于“{act}”（{place}）；添加到这里后，那边就不再使用</translation>
    </message>
    <message>
        <source>This key is free</source>
        <translation>这个键没有被占用</translation>
    </message>
    <message>
        <source>On the timeline</source>
        <translation>在时间轴上</translation>
    </message>
    <message>
        <source>Anywhere, also while typing</source>
        <translation>任何地方，打字时也有效</translation>
    </message>
    <message>
        <source>In the comment</source>
        <translation>在点评框里</translation>
    </message>
    <message>
        <source>This key belongs to the input method</source>
        <translation>这个键归输入法使用</translation>
    </message>
    <message>
        <source>This key edits text (copy, paste, select)</source>
        <translation>这个键用于编辑文字（复制、粘贴、全选）</translation>
    </message>
    <message>
        <source>This key belongs to the system</source>
        <translation>这个键归系统使用</translation>
    </message>
    <message>
        <source>This key is needed for typing; hold Ctrl or Alt with it</source>
        <translation>打字要用到这个键；请与 Ctrl 或 Alt 组合</translation>
    </message>
    <message>
        <source>This is no key of its own; press another</source>
        <translation>不能单独使用这个键，请换一个</translation>
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
        <translation>任何地方，或输入点评时</translation>
    </message>
</context>
<context>
    <name>KeyPresets</name>
    <message>
        <source>As the program comes</source>
        <translation>程序默认</translation>
    </message>
    <message>
        <source>Like Express Scribe</source>
        <translation>Express Scribe 键位</translation>
    </message>
    <message>
        <source>Like oTranscribe</source>
        <translation>oTranscribe 键位</translation>
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
        <source>Competency of the comment</source>
        <translation>点评的能力项</translation>
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
        <source>Take back Play while preparing</source>
        <translation>取消等待播放（录音准备中）</translation>
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
        <source>Slower by 0.1</source>
        <translation>减速 0.1</translation>
    </message>
    <message>
        <source>Faster by 0.1</source>
        <translation>加速 0.1</translation>
    </message>
    <message>
        <source>Your own speed, or as recorded</source>
        <translation>常用倍速 / 原速</translation>
    </message>
    <message>
        <source>To the end of the next silence</source>
        <translation>跳到下一句开头</translation>
    </message>
    <message>
        <source>To the end of the last silence</source>
        <translation>跳到上一句开头</translation>
    </message>
    <message>
        <source>To the next silence</source>
        <translation>到下一段静音</translation>
    </message>
    <message>
        <source>To the silence before</source>
        <translation>到上一段静音</translation>
    </message>
    <message>
        <source>Skip silence, or hear it</source>
        <translation>跳过静音 / 不跳</translation>
    </message>
    <message>
        <source>Repeat the region</source>
        <translation>循环区间</translation>
    </message>
    <message>
        <source>Repeat the last 5 seconds</source>
        <translation>循环最近 5 秒</translation>
    </message>
    <message>
        <source>Both, the agent only, the customer only</source>
        <translation>双方都听 / 只听坐席 / 只听客户</translation>
    </message>
    <message>
        <source>Louder</source>
        <translation>音量加大</translation>
    </message>
    <message>
        <source>Quieter</source>
        <translation>音量减小</translation>
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
        <source>No competency</source>
        <translation>不选能力项</translation>
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
        <source>What others gave on this item lately</source>
        <translation>判例：这一项别人最近怎么评</translation>
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
        <source>Correct the submitted evaluation</source>
        <translation>更正已提交的质检单</translation>
    </message>
    <message>
        <source>Set the call aside, or skip it</source>
        <translation>标为无效，或跳过这条</translation>
    </message>
    <message>
        <source>Next call, without submitting</source>
        <translation>先跳到下一条（不提交）</translation>
    </message>
    <message>
        <source>Draw a warning slip for this call, or the last one submitted</source>
        <translation>为这通（或刚提交的）录音开质检提醒单</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>What a draft of a scorecard would change</source>
        <translation>试算：评分表草稿会改变什么</translation>
    </message>
    <message>
        <source>Propose weights from what was lost</source>
        <translation>按失分情况建议权重</translation>
    </message>
    <message>
        <source>Import recordings</source>
        <translation>导入录音</translation>
    </message>
    <message>
        <source>New live call</source>
        <translation>新建实时监听</translation>
    </message>
    <message>
        <source>Back to the timeline, the draft is kept</source>
        <translation>回到时间轴（草稿保留）</translation>
    </message>
    <message>
        <source>Next pane</source>
        <translation>下一区域</translation>
    </message>
    <message>
        <source>Previous pane</source>
        <translation>上一区域</translation>
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
    <message>
        <source>Show or mask the customer&apos;s number</source>
        <translation>查看或遮住客户号码</translation>
    </message>
    <message>
        <source>Find anything</source>
        <translation>查找坐席、录音和功能</translation>
    </message>
    <message>
        <source>Help on this screen</source>
        <translation>本界面的帮助</translation>
    </message>
    <message>
        <source>Feedback sheet of this call, or of the last one submitted</source>
        <translation>反馈单（本条，或刚提交的一条）</translation>
    </message>
    <message>
        <source>Follow-ups due</source>
        <translation>待跟进的辅导</translation>
    </message>
    <message>
        <source>Open a bundle</source>
        <translation>打开数据包</translation>
    </message>
    <message>
        <source>Write a bundle</source>
        <translation>写数据包</translation>
    </message>
    <message>
        <source>Conflicts</source>
        <translation>冲突</translation>
    </message>
    <message>
        <source>History of the open call</source>
        <translation>当前通话的历史</translation>
    </message>
    <message>
        <source>Save a clip</source>
        <translation>导出片段</translation>
    </message>
    <message>
        <source>Copy the place as text</source>
        <translation>复制这一处的位置</translation>
    </message>
    <message>
        <source>The annotation begins here</source>
        <translation>标记从这里开始</translation>
    </message>
    <message>
        <source>The annotation ends here</source>
        <translation>标记到这里结束</translation>
    </message>
    <message>
        <source>Back to the playhead, and follow it</source>
        <translation>回到播放位置并跟随</translation>
    </message>
    <message>
        <source>Choose which annotations are shown</source>
        <translation>筛选显示哪些标记</translation>
    </message>
    <message>
        <source>Show all annotations</source>
        <translation>显示全部标记</translation>
    </message>
    <message>
        <source>Make it a strength</source>
        <translation>改为优点</translation>
    </message>
    <message>
        <source>Make it a weakness</source>
        <translation>改为不足</translation>
    </message>
    <message>
        <source>Make it a note</source>
        <translation>改为备注</translation>
    </message>
    <message>
        <source>Make it a question</source>
        <translation>改为疑问</translation>
    </message>
    <message>
        <source>Warning slips</source>
        <translation>质检提醒单</translation>
    </message>
    <message>
        <source>The next fault</source>
        <translation>下一处差错</translation>
    </message>
    <message>
        <source>Five seconds back or forward</source>
        <translation>退、进 5 秒</translation>
    </message>
    <message>
        <source>The step that one is waited for</source>
        <translation>做轮到自己的那一步</translation>
    </message>
    <message>
        <source>Dispute</source>
        <translation>提出异议</translation>
    </message>
    <message>
        <source>Talk with the agent</source>
        <translation>与坐席面谈</translation>
    </message>
    <message>
        <source>List of scorecards</source>
        <translation>评分表列表</translation>
    </message>
    <message>
        <source>New scorecard</source>
        <translation>新建评分表</translation>
    </message>
    <message>
        <source>Change, or go on editing</source>
        <translation>修改 / 继续编辑</translation>
    </message>
    <message>
        <source>Compare versions</source>
        <translation>对比版本</translation>
    </message>
    <message>
        <source>Take out of use</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Read from a file</source>
        <translation>从文件读取</translation>
    </message>
    <message>
        <source>Save as a file</source>
        <translation>另存为文件</translation>
    </message>
    <message>
        <source>Catalogue of faults</source>
        <translation>差错目录</translation>
    </message>
    <message>
        <source>Throw the draft away</source>
        <translation>丢弃草稿</translation>
    </message>
    <message>
        <source>Editing a scorecard</source>
        <translation>编辑评分表</translation>
    </message>
    <message>
        <source>Add a section</source>
        <translation>加大项</translation>
    </message>
    <message>
        <source>Add an item</source>
        <translation>加评分项</translation>
    </message>
    <message>
        <source>To its fields, and back</source>
        <translation>去填写内容 / 返回</translation>
    </message>
    <message>
        <source>Rename in the tree</source>
        <translation>直接改名</translation>
    </message>
    <message>
        <source>Move up or down</source>
        <translation>上移 / 下移</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>New fault</source>
        <translation>新增差错</translation>
    </message>
    <message>
        <source>Change the fault</source>
        <translation>修改差错</translation>
    </message>
    <message>
        <source>Retire, or use again</source>
        <translation>停用 / 重新启用</translation>
    </message>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Print those that are chosen, or all</source>
        <translation>打印选中的，或全部</translation>
    </message>
    <message>
        <source>Playlists of cases</source>
        <translation>案例集</translation>
    </message>
    <message>
        <source>New playlist</source>
        <translation>新建案例集</translation>
    </message>
    <message>
        <source>Name, kind and length</source>
        <translation>名称、类型和时长</translation>
    </message>
    <message>
        <source>Play the case</source>
        <translation>播放案例</translation>
    </message>
    <message>
        <source>Move the case up or down</source>
        <translation>案例上移或下移</translation>
    </message>
    <message>
        <source>Copy the case</source>
        <translation>复制案例</translation>
    </message>
    <message>
        <source>Take the case out</source>
        <translation>移出案例</translation>
    </message>
    <message>
        <source>Find calls for it</source>
        <translation>找录音</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>开始演示</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Presenting</source>
        <translation>案例演示</translation>
    </message>
    <message>
        <source>Go on, reveal, pause</source>
        <translation>继续、揭晓、暂停</translation>
    </message>
    <message>
        <source>To the next stop</source>
        <translation>下一个讨论点</translation>
    </message>
    <message>
        <source>A step back</source>
        <translation>退回一步</translation>
    </message>
    <message>
        <source>Hear it again</source>
        <translation>再听一遍</translation>
    </message>
    <message>
        <source>A stop here</source>
        <translation>在这里加讨论点</translation>
    </message>
    <message>
        <source>My notes, on one screen</source>
        <translation>我的备注（只有一块屏幕时）</translation>
    </message>
    <message>
        <source>Whole screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>To the good shelf</source>
        <translation>收为好录音</translation>
    </message>
    <message>
        <source>To the bad shelf</source>
        <translation>收为差录音</translation>
    </message>
    <message>
        <source>Tags of the recording</source>
        <translation>给录音打标签</translation>
    </message>
    <message>
        <source>Recording library</source>
        <translation>录音库</translation>
    </message>
    <message>
        <source>To the good or the bad shelf</source>
        <translation>收为好录音、差录音</translation>
    </message>
    <message>
        <source>Give stars, or none</source>
        <translation>评星，0 清除</translation>
    </message>
    <message>
        <source>Open at its second</source>
        <translation>打开，跳到那一秒</translation>
    </message>
    <message>
        <source>Take out of the library</source>
        <translation>移出录音库</translation>
    </message>
    <message>
        <source>Penalty standard</source>
        <translation>评扣标准</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>案例分析会</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>新建会议</translation>
    </message>
    <message>
        <source>Change the session</source>
        <translation>修改会议</translation>
    </message>
    <message>
        <source>Held, or not after all</source>
        <translation>标为已召开／取消</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>会议纪要</translation>
    </message>
    <message>
        <source>Tick as present, or take the tick off</source>
        <translation>点名／取消点名</translation>
    </message>
    <message>
        <source>Absent, with a reason</source>
        <translation>缺席（写原因）</translation>
    </message>
    <message>
        <source>Training plans</source>
        <translation>培训方案</translation>
    </message>
    <message>
        <source>New plan</source>
        <translation>新建方案</translation>
    </message>
    <message>
        <source>Change the plan or the topic</source>
        <translation>修改方案或内容</translation>
    </message>
    <message>
        <source>Add a topic</source>
        <translation>添加内容</translation>
    </message>
    <message>
        <source>Edit it, or go on with the draft</source>
        <translation>修订，或接着改草稿</translation>
    </message>
    <message>
        <source>Edit the chosen clause</source>
        <translation>修订选中的条款</translation>
    </message>
    <message>
        <source>Editing the penalty standard</source>
        <translation>修订评扣标准</translation>
    </message>
    <message>
        <source>Add a clause</source>
        <translation>新增条款</translation>
    </message>
    <message>
        <source>Proposals for the penalty standard</source>
        <translation>评扣标准修订建议</translation>
    </message>
    <message>
        <source>Accept, and edit the clause or the scorecard</source>
        <translation>采纳，并去改条款或评分表</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>采纳</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>不采纳</translation>
    </message>
    <message>
        <source>Show the slip</source>
        <translation>看提醒单</translation>
    </message>
    <message>
        <source>Fund of the fines</source>
        <translation>奶茶基金</translation>
    </message>
    <message>
        <source>Receive what was handed over</source>
        <translation>签收上交</translation>
    </message>
    <message>
        <source>Spend</source>
        <translation>登记支出</translation>
    </message>
    <message>
        <source>Reverse the entry</source>
        <translation>冲正</translation>
    </message>
    <message>
        <source>Conflicts of interest</source>
        <translation>回避</translation>
    </message>
    <message>
        <source>Declare one</source>
        <translation>申报</translation>
    </message>
    <message>
        <source>Withdraw it</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Suggest cases</source>
        <translation>推荐案例</translation>
    </message>
    <message>
        <source>Best calls</source>
        <translation>最佳对话</translation>
    </message>
    <message>
        <source>Vote yes or no</source>
        <translation>投赞成、不赞成</translation>
    </message>
    <message>
        <source>Choose it as a best call</source>
        <translation>入选最佳对话</translation>
    </message>
    <message>
        <source>Do not choose it</source>
        <translation>不入选</translation>
    </message>
    <message>
        <source>Nominate</source>
        <translation>提名</translation>
    </message>
    <message>
        <source>Thank-you letter</source>
        <translation>感谢信</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Unknown agent</source>
        <translation>坐席未知</translation>
    </message>
    <message>
        <source>Brought by a deduction: {fault}</source>
        <translation>来自扣分：{fault}</translation>
    </message>
    <message>
        <source>Brought by a deduction</source>
        <translation>来自一处扣分</translation>
    </message>
    <message>
        <source>Brought by a comment</source>
        <translation>来自一条标记</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>{n} stars</source>
        <translation>{n} 星</translation>
    </message>
    <message>
        <source>Open in Inspect</source>
        <translation>在质检中打开</translation>
    </message>
    <message>
        <source>Why it is here</source>
        <translation>收藏理由</translation>
    </message>
    <message>
        <source>What one learns from it</source>
        <translation>从中能学到什么</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Tags…</source>
        <translation>标签…</translation>
    </message>
    <message>
        <source>Take out of the library</source>
        <translation>移出录音库</translation>
    </message>
    <message>
        <source>Waveform</source>
        <translation>波形</translation>
    </message>
    <message>
        <source>It is among the good recordings already</source>
        <translation>已经在好录音里了</translation>
    </message>
    <message>
        <source>It is among the bad recordings already</source>
        <translation>已经在差录音里了</translation>
    </message>
    <message>
        <source>Filed among the good recordings</source>
        <translation>已收为好录音</translation>
    </message>
    <message>
        <source>Filed among the bad recordings</source>
        <translation>已收为差录音</translation>
    </message>
    <message>
        <source>Tagged</source>
        <translation>标签已更新</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>录音库</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Collections</source>
        <translation>合集</translation>
    </message>
    <message>
        <source>Saved searches</source>
        <translation>常用查找</translation>
    </message>
    <message>
        <source>All recordings</source>
        <translation>全部录音</translation>
    </message>
    <message>
        <source>Whole library</source>
        <translation>全部收藏</translation>
    </message>
    <message>
        <source>Tags of the recording</source>
        <translation>给录音打标签</translation>
    </message>
    <message>
        <source>Find a tag, or write a new one</source>
        <translation>查找标签，或直接写新的</translation>
    </message>
    <message>
        <source>Enter ticks the first one, or makes it if it is new.</source>
        <translation>按回车勾选第一个；没有的就新建。</translation>
    </message>
    <message>
        <source>OK</source>
        <translation>确定</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>共 {count} 条</translation>
    </message>
    <message>
        <source>Nothing in the library yet</source>
        <translation>录音库还是空的</translation>
    </message>
    <message>
        <source>While inspecting, Ctrl+G files a call among the good recordings and Ctrl+B among the bad ones. Or look through all recordings here.</source>
        <translation>质检时按 Ctrl+G 收为好录音，按 Ctrl+B 收为差录音；也可以在这里从全部录音里挑。</translation>
    </message>
    <message>
        <source>Show all recordings</source>
        <translation>查看全部录音</translation>
    </message>
    <message>
        <source>Nothing fits</source>
        <translation>没有符合的录音</translation>
    </message>
    <message>
        <source>Take filters off, or look for fewer words.</source>
        <translation>去掉几个筛选条件，或少写几个字。</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Taken out of the library</source>
        <translation>已移出录音库</translation>
    </message>
    <message>
        <source>Add to a playlist…</source>
        <translation>加入案例集…</translation>
    </message>
    <message>
        <source>Put into a collection</source>
        <translation>放入合集</translation>
    </message>
    <message>
        <source>New collection…</source>
        <translation>新建合集…</translation>
    </message>
    <message>
        <source>Take out of this collection</source>
        <translation>移出此合集</translation>
    </message>
    <message>
        <source>Put into the collection</source>
        <translation>已放入合集</translation>
    </message>
    <message>
        <source>Taken out of the collection</source>
        <translation>已移出合集</translation>
    </message>
    <message>
        <source>New collection</source>
        <translation>新建合集</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Merge into</source>
        <translation>合并到</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Renamed</source>
        <translation>已重命名</translation>
    </message>
    <message>
        <source>Another colour</source>
        <translation>颜色已更改</translation>
    </message>
    <message>
        <source>Merged</source>
        <translation>已合并</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Search saved</source>
        <translation>已保存查找</translation>
    </message>
    <message>
        <source>Save this search</source>
        <translation>保存查找条件</translation>
    </message>
    <message>
        <source>Recordings of the library</source>
        <translation>录音列表</translation>
    </message>
    <message>
        <source>The chosen recording</source>
        <translation>选中的录音</translation>
    </message>
    <message>
        <source>Save this search…</source>
        <translation>保存查找…</translation>
    </message>
    <message>
        <source>Find agent (also wxm), serial number, tag, note, comment, fault…</source>
        <translation>查找坐席（可写拼音首字母）、流水号、标签、备注、点评、差错…</translation>
    </message>
    <message>
        <source>Find in the library</source>
        <translation>在录音库中查找</translation>
    </message>
    <message>
        <source>Waveform: {at} of {whole}, {count} comments</source>
        <translation>波形：{at} / {whole}，{count} 条标记</translation>
    </message>
    <message>
        <source>No recording</source>
        <translation>没有录音</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>蓝</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>绿</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>橙</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>红</translation>
    </message>
    <message>
        <source>Bright blue</source>
        <translation>亮蓝</translation>
    </message>
    <message>
        <source>Light blue</source>
        <translation>浅蓝</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>Skill group</source>
        <translation>技能组</translation>
    </message>
    <message>
        <source>Serial no.</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>业务</translation>
    </message>
    <message>
        <source>Saved as</source>
        <translation>保存状态</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>点评</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>差错</translation>
    </message>
    <message>
        <source>Lost points</source>
        <translation>失分</translation>
    </message>
    <message>
        <source>Order no.</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Good recordings</source>
        <translation>好录音</translation>
    </message>
    <message>
        <source>Bad recordings</source>
        <translation>差录音</translation>
    </message>
    <message>
        <source>On no shelf</source>
        <translation>未归类</translation>
    </message>
    <message>
        <source>Suggest cases</source>
        <translation>推荐案例</translation>
    </message>
    <message>
        <source>About</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>A fault, an item, a competency, or words of a comment</source>
        <translation>差错、评分项、能力项，或点评里的词</translation>
    </message>
    <message>
        <source>How many</source>
        <translation>条数</translation>
    </message>
    <message>
        <source>Not used in the last sessions</source>
        <translation>避开近几次会用过的</translation>
    </message>
    <message>
        <source>Suggested cases</source>
        <translation>推荐的案例</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Choose what the lesson is about, or type words that stand in comments, notes or tags, and press Enter.</source>
        <translation>选择要讲的内容；也可以输入点评、备注或标签里的词，按回车查找。</translation>
    </message>
    <message>
        <source>No good example was found; nobody is always the bad one.</source>
        <translation>没有找到好的例子；不会总拿同一个人当反面例子。</translation>
    </message>
    <message>
        <source>No bad example was found.</source>
        <translation>没有找到不好的例子。</translation>
    </message>
    <message>
        <source>Good and bad in pairs; nobody is always the bad example.</source>
        <translation>好坏成对；不会总拿同一个人当反面例子。</translation>
    </message>
    <message>
        <source>No comment, note, tag, fault or lost item says “{words}”, or the last sessions used those calls already.</source>
        <translation>点评、备注、标签、差错和扣分项里都没有“{words}”，或者这些录音最近几次案例会已经用过。</translation>
    </message>
    <message>
        <source>Nothing in the submitted evaluations and comments shows this yet. Submit evaluations, or give the comments their competency in Inspect (Alt+1 to Alt+6). Words that stand in comments can be typed here as well.</source>
        <translation>已提交的质检单和点评里还没有这方面的录音。请先提交质检单，或在质检画面给点评选能力项（Alt+1 至 Alt+6）；也可以在这里直接输入点评里的词。</translation>
    </message>
    <message>
        <source>Faults and scorecard items are offered as well once there are submitted evaluations.</source>
        <translation>提交质检单以后，这里还可以选差错和评分项。</translation>
    </message>
    <message>
        <source>✓ Good</source>
        <translation>✓ 好</translation>
    </message>
    <message>
        <source>✗ Bad</source>
        <translation>✗ 差</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>例子</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>点评</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Listen at</source>
        <translation>听这里</translation>
    </message>
    <message>
        <source>Suggest cases…</source>
        <translation>推荐案例…</translation>
    </message>
    <message>
        <source>Nominate as a best call…</source>
        <translation>提名为最佳对话…</translation>
    </message>
</context>
<context>
    <name>LiveDialog</name>
    <message>
        <source>New live call</source>
        <translation>新建实时监听</translation>
    </message>
    <message>
        <source>Work number or name; may be left open</source>
        <translation>工号或姓名，可以先不填</translation>
    </message>
    <message>
        <source>The stopwatch starts at once and stamps what you mark. Serial number and file can be attached later.</source>
        <translation>秒表立即开始，标记会记下当时的时间。流水号和录音文件可以以后再补。</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>监听方式</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Nothing to undo</source>
        <translation>没有可以撤销的操作</translation>
    </message>
    <message>
        <source>Nothing to do again</source>
        <translation>没有可以重做的</translation>
    </message>
    <message>
        <source>Done again</source>
        <translation>已重做</translation>
    </message>
    <message>
        <source>Done again: {what}</source>
        <translation>已重做：{what}</translation>
    </message>
    <message>
        <source>Undone: {what}</source>
        <translation>已撤销：{what}</translation>
    </message>
    <message>
        <source>Undone</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>{key} does it again</source>
        <translation>{key} 重做</translation>
    </message>
    <message>
        <source>That step cannot be taken back any more; Ctrl+Z goes on with the one before</source>
        <translation>这一步已经不能撤销了；再按 Ctrl+Z 撤销更前面的一步</translation>
    </message>
    <message>
        <source>QA Desktop</source>
        <translation>质检工作台</translation>
    </message>
    <message>
        <source>Only in Inspect</source>
        <translation>仅在质检界面可用</translation>
    </message>
    <message>
        <source>No call is open</source>
        <translation>没有打开录音</translation>
    </message>
</context>
<context>
    <name>MarkFilterBar</name>
    <message>
        <source>Which annotations are shown</source>
        <translation>显示哪些标记</translation>
    </message>
    <message>
        <source>{kind}: shown</source>
        <translation>{kind}：显示中</translation>
    </message>
    <message>
        <source>{kind}: hidden</source>
        <translation>{kind}：已隐藏</translation>
    </message>
    <message>
        <source>Competency</source>
        <translation>能力项</translation>
    </message>
    <message>
        <source>Mine only</source>
        <translation>只看自己</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>{count} hidden</source>
        <translation>已隐藏 {count} 条</translation>
    </message>
    <message>
        <source>All competencies</source>
        <translation>全部能力项</translation>
    </message>
    <message>
        <source>No competency</source>
        <translation>未选能力项</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Close this message</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Agent, recording, screen or act</source>
        <translation>搜索坐席、录音、界面、功能…（可用拼音首字母）</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>搜索结果</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>没有找到</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Screens</source>
        <translation>界面</translation>
    </message>
    <message>
        <source>Acts</source>
        <translation>功能</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Workspaces</source>
        <translation>工作区</translation>
    </message>
</context>
<context>
    <name>Passphrase</name>
    <message>
        <source>Unlock your keys</source>
        <translation>解锁签名密钥</translation>
    </message>
    <message>
        <source>Choose a passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>Change the passphrase</source>
        <translation>修改口令</translation>
    </message>
    <message>
        <source>This step carries your own signature.</source>
        <translation>这一步要由您本人签名。</translation>
    </message>
    <message>
        <source>Present passphrase</source>
        <translation>现在的口令</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一遍</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message>
        <source>Set the passphrase</source>
        <translation>设置口令</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This bundle is encrypted: your keys open it.</source>
        <translation>这个数据包已加密，要用您的密钥打开。</translation>
    </message>
    <message>
        <source>A sentence that you remember and nobody guesses. Nobody can find it out or reset it for you: write it down and keep the paper at home. To type Chinese, press the eye first.</source>
        <translation>用一句自己记得住、别人猜不到的话。忘了谁也找不回、改不了，请写在纸上收好，不要放在工位。要输入汉字，先点一下眼睛图标。</translation>
    </message>
    <message>
        <source>Asked for every time: you can change that in Settings.</source>
        <translation>每次都要输入，可以在设置里改。</translation>
    </message>
    <message>
        <source>Holds for {minutes} minutes, or until you lock.</source>
        <translation>{minutes} 分钟内不用再输入，也可以随时锁定。</translation>
    </message>
    <message>
        <source>At least {least} characters</source>
        <translation>至少 {least} 个字符</translation>
    </message>
    <message>
        <source>The two entries differ</source>
        <translation>两次输入不一样</translation>
    </message>
    <message>
        <source>Show what is typed</source>
        <translation>显示输入的内容</translation>
    </message>
</context>
<context>
    <name>Patterns</name>
    <message>
        <source>What the file names say, one pattern a line: {fields}; {skip} skips a part.</source>
        <translation>文件名规则，一行一条，从上到下依次尝试。可用字段：{fields}；不需要的部分写 {skip}。</translation>
    </message>
    <message>
        <source>Patterns for file names</source>
        <translation>文件名规则</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>{fitting} of {count} names fit</source>
        <translation>{count} 个文件名中有 {fitting} 个符合</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Work number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Serial no.</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>Business</source>
        <translation>业务类型</translation>
    </message>
    <message>
        <source>Saved as</source>
        <translation>保存状态</translation>
    </message>
    <message>
        <source>Order no.</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Channel</source>
        <translation>声道</translation>
    </message>
</context>
<context>
    <name>Penalties</name>
    <message>
        <source>{n} to put right</source>
        <translation>{n} 处要改正</translation>
    </message>
    <message>
        <source>Nothing wrong</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>Taken up: {proposal}</source>
        <translation>采纳的建议：{proposal}</translation>
    </message>
    <message>
        <source>Proposed: {proposal}</source>
        <translation>待答复的建议：{proposal}</translation>
    </message>
    <message>
        <source>‹ Penalty standard</source>
        <translation>‹ 评扣标准</translation>
    </message>
    <message>
        <source>Draft of the penalty standard</source>
        <translation>评扣标准修订草稿</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>有哪些改动</translation>
    </message>
    <message>
        <source>Publish…</source>
        <translation>发布…</translation>
    </message>
    <message>
        <source>+ Clause</source>
        <translation>+ 条款</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>What is to be put right</source>
        <translation>要改正的地方</translation>
    </message>
    <message>
        <source>Parts of the standard</source>
        <translation>评扣标准的各部分</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Clause</source>
        <translation>条款</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>General rules</source>
        <translation>总则</translation>
    </message>
    <message>
        <source>Rungs and sign-offs</source>
        <translation>处理等级与签字</translation>
    </message>
    <message>
        <source>Name of the standard</source>
        <translation>标准名称</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>What leads further up the ladder</source>
        <translation>哪些情况提高处理等级</translation>
    </message>
    <message>
        <source>A repeat is within (days)</source>
        <translation>多少天内算重复</translation>
    </message>
    <message>
        <source>Each repeat: rungs up</source>
        <translation>每重复一次提高（级）</translation>
    </message>
    <message>
        <source>Repeats and impact lead at most to</source>
        <translation>重复和影响最高到</translation>
    </message>
    <message>
        <source>Fines of an agent in a month, at most (yuan)</source>
        <translation>每人每月扣罚上限（元）</translation>
    </message>
    <message>
        <source>How a slip is handled</source>
        <translation>提醒单怎样办理</translation>
    </message>
    <message>
        <source>The agent may be heard before the lead has confirmed</source>
        <translation>组长确认之前就可以与坐席面谈</translation>
    </message>
    <message>
        <source>When a due date passes</source>
        <translation>逾期没有处理时</translation>
    </message>
    <message>
        <source>Days for each step</source>
        <translation>各步期限（天）</translation>
    </message>
    <message>
        <source>{impact}: rungs up</source>
        <translation>{impact}，提高（级）</translation>
    </message>
    <message>
        <source>From the mildest to the harshest</source>
        <translation>由轻到重</translation>
    </message>
    <message>
        <source>Rung {n}</source>
        <translation>第 {n} 级</translation>
    </message>
    <message>
        <source>Signed off by</source>
        <translation>由谁签字</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>差错</translation>
    </message>
    <message>
        <source>The first time, by severity</source>
        <translation>首次，按严重程度</translation>
    </message>
    <message>
        <source>Fine (yuan)</source>
        <translation>扣罚（元）</translation>
    </message>
    <message>
        <source>Each repeat adds to a fine (yuan)</source>
        <translation>每次重复加扣（元）</translation>
    </message>
    <message>
        <source>In English, if different</source>
        <translation>英文（与中文不同才填）</translation>
    </message>
    <message>
        <source>Why, for whoever proposed it</source>
        <translation>原因（提建议的人会看到）</translation>
    </message>
    <message>
        <source>A reason is needed</source>
        <translation>要写明原因</translation>
    </message>
    <message>
        <source>Answered by: {role}</source>
        <translation>由{role}答复</translation>
    </message>
    <message>
        <source>Accept, and into the scorecard…</source>
        <translation>采纳，写进评分表…</translation>
    </message>
    <message>
        <source>Accept, and edit the clause</source>
        <translation>采纳，去改条款</translation>
    </message>
    <message>
        <source>Refuse the proposal</source>
        <translation>不采纳这条建议</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>不采纳</translation>
    </message>
    <message>
        <source>Accept the proposal</source>
        <translation>采纳这条建议</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>采纳</translation>
    </message>
    <message>
        <source>Accept the ruling</source>
        <translation>采纳这条口径</translation>
    </message>
    <message>
        <source>Accept, and open the scorecard</source>
        <translation>采纳，打开评分表</translation>
    </message>
    <message>
        <source>Answered, and signed by you</source>
        <translation>已答复，并由本人签字</translation>
    </message>
    <message>
        <source>Answered ones too</source>
        <translation>含已答复的</translation>
    </message>
    <message>
        <source>Show the slip</source>
        <translation>看提醒单</translation>
    </message>
    <message>
        <source>Refuse…</source>
        <translation>不采纳…</translation>
    </message>
    <message>
        <source>Accept…</source>
        <translation>采纳…</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>修订建议</translation>
    </message>
    <message>
        <source>No proposal waits for an answer.
Whoever decides not to deduct proposes what the standard should say.</source>
        <translation>没有待答复的建议。
裁定“不扣”时提出的修订建议会列在这里。</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>About</source>
        <translation>针对</translation>
    </message>
    <message>
        <source>What the standard should say</source>
        <translation>标准应怎样写</translation>
    </message>
    <message>
        <source>Proposed by</source>
        <translation>提出人</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>提出时间</translation>
    </message>
    <message>
        <source>Judging “{item}”</source>
        <translation>“{item}”的口径</translation>
    </message>
    <message>
        <source>Clause {clause}</source>
        <translation>条款 {clause}</translation>
    </message>
    <message>
        <source>Proposed by {name}, {moment}</source>
        <translation>{name} 提出，{moment}</translation>
    </message>
    <message>
        <source>Slip: {agent}, {day}, {rung}</source>
        <translation>提醒单：{agent}，{day}，{rung}</translation>
    </message>
    <message>
        <source>Why nothing was deducted: {reason}</source>
        <translation>不扣的原因：{reason}</translation>
    </message>
    <message>
        <source>Answered by {name}</source>
        <translation>答复人：{name}</translation>
    </message>
    <message>
        <source>In the penalty standard from {day}</source>
        <translation>已写进 {day} 起生效的评扣标准</translation>
    </message>
    <message>
        <source>Publish the penalty standard</source>
        <translation>发布评扣标准</translation>
    </message>
    <message>
        <source>Slips that were drawn before keep the standard that they were drawn by.</source>
        <translation>此前开的提醒单仍按开单时的标准。</translation>
    </message>
    <message>
        <source>Holds for slips drawn from this day on</source>
        <translation>从哪天开的单起生效</translation>
    </message>
    <message>
        <source>Why, for everybody who reads it</source>
        <translation>修订原因（所有人都会看到）</translation>
    </message>
    <message>
        <source>What changes against the version before</source>
        <translation>与之前的版本相比</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>没有区别。</translation>
    </message>
    <message>
        <source>The draft is there again</source>
        <translation>草稿已找回</translation>
    </message>
    <message>
        <source>Draft thrown away; Ctrl+Z brings it back</source>
        <translation>草稿已丢弃，按 Ctrl+Z 可以找回</translation>
    </message>
    <message>
        <source>Published: holds from {day}</source>
        <translation>已发布，自 {day} 起生效</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Put right first what is marked in red</source>
        <translation>请先改正标红的地方</translation>
    </message>
    <message>
        <source>This draft</source>
        <translation>这份草稿</translation>
    </message>
    <message>
        <source>Penalty standard from a file</source>
        <translation>从文件读入评扣标准</translation>
    </message>
    <message>
        <source>Penalty standards (*.toml)</source>
        <translation>评扣标准 (*.toml)</translation>
    </message>
    <message>
        <source>Save the penalty standard as</source>
        <translation>评扣标准另存为</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>Each repeat</source>
        <translation>每次重复</translation>
    </message>
    <message>
        <source>+{amount} yuan</source>
        <translation>加 {amount} 元</translation>
    </message>
    <message>
        <source>Go on with the draft</source>
        <translation>接着改草稿</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>修订…</translation>
    </message>
    <message>
        <source>To be read here. Edited and published by: {role}.</source>
        <translation>由{role}修订和发布，其他人可以查看。</translation>
    </message>
    <message>
        <source>A fine&apos;s amount counts where the rung is the fine: {rung}.</source>
        <translation>处理等级到“{rung}”时才按金额扣罚。</translation>
    </message>
    <message>
        <source>Who signs off</source>
        <translation>由谁签字</translation>
    </message>
    <message>
        <source>Due within</source>
        <translation>办理期限</translation>
    </message>
    <message>
        <source>Fault: {name} ({code})</source>
        <translation>差错：{name}（{code}）</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Find words, number or pinyin</source>
        <translation>按内容、条款号或拼音查找</translation>
    </message>
    <message>
        <source>Find a clause</source>
        <translation>查找条款</translation>
    </message>
    <message>
        <source>Throw the draft away</source>
        <translation>丢弃草稿</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>比较…</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件读入…</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>另存为文件…</translation>
    </message>
    <message>
        <source>Clauses of the penalty standard</source>
        <translation>评扣标准的条款</translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>From {day}</source>
        <translation>{day} 起</translation>
    </message>
    <message>
        <source>{version} (in force)</source>
        <translation>{version}（现行）</translation>
    </message>
    <message>
        <source>{version} (to come)</source>
        <translation>{version}（待生效）</translation>
    </message>
    <message>
        <source>As shipped with the program.</source>
        <translation>程序自带的标准。</translation>
    </message>
    <message>
        <source>In force from {day}</source>
        <translation>自 {day} 起生效</translation>
    </message>
    <message>
        <source>Published by {name}</source>
        <translation>发布人：{name}</translation>
    </message>
    <message>
        <source>Why: {reason}</source>
        <translation>原因：{reason}</translation>
    </message>
    <message>
        <source>Slips name it {version}</source>
        <translation>提醒单上的版本号：{version}</translation>
    </message>
    <message>
        <source>Fines of an agent in a month: at most {cap} yuan.</source>
        <translation>每人每月扣罚上限 {cap} 元。</translation>
    </message>
    <message>
        <source>The same fault within {days} days is a repeat: {n} rung(s) up each time.</source>
        <translation>{days} 天内同一差错算重复，每次提高 {n} 级。</translation>
    </message>
    <message>
        <source>{impact}: {n} rung(s) up.</source>
        <translation>{impact}：提高 {n} 级。</translation>
    </message>
    <message>
        <source>Repeats and impact lead at most to: {rung}.</source>
        <translation>重复和影响最高到：{rung}。</translation>
    </message>
    <message>
        <source>The agent may be heard before the lead has confirmed.</source>
        <translation>组长确认之前就可以与坐席面谈。</translation>
    </message>
    <message>
        <source>The agent is heard after the lead has confirmed.</source>
        <translation>组长确认之后才与坐席面谈。</translation>
    </message>
    <message>
        <source>When a due date passes: {meaning}.</source>
        <translation>逾期没有处理时：{meaning}。</translation>
    </message>
    <message>
        <source>{step}: {n} day(s)</source>
        <translation>{step}：{n} 天</translation>
    </message>
    <message>
        <source>{rung}: {who}</source>
        <translation>{rung}：{who}</translation>
    </message>
    <message>
        <source>{name}: {words}</source>
        <translation>{name}：{words}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>待答复</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已采纳</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>不采纳</translation>
    </message>
    <message>
        <source>{state}: {reason}</source>
        <translation>{state}：{reason}</translation>
    </message>
</context>
<context>
    <name>Period</name>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>This week</source>
        <translation>本周</translation>
    </message>
    <message>
        <source>Last week</source>
        <translation>上周</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last month</source>
        <translation>上月</translation>
    </message>
    <message>
        <source>Other dates</source>
        <translation>自选日期</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>时间范围</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>结束日期</translation>
    </message>
</context>
<context>
    <name>PlaceEditor</name>
    <message>
        <source>Words of the annotation</source>
        <translation>标记的文字</translation>
    </message>
    <message>
        <source>What did you hear?</source>
        <translation>听出了什么？</translation>
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
        <source>Preparing…</source>
        <translation>准备中…</translation>
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
    <name>PlaylistExport</name>
    <message>
        <source>Export the playlist</source>
        <translation>导出案例集</translation>
    </message>
    <message>
        <source>One audio file</source>
        <translation>合成一个音频文件</translation>
    </message>
    <message>
        <source>A folder with a clip for each case</source>
        <translation>一个文件夹，每个案例一段录音</translation>
    </message>
    <message>
        <source>Handout with the comments (PDF)</source>
        <translation>讲义，含点评（PDF）</translation>
    </message>
    <message>
        <source>Handout with room to write (PDF)</source>
        <translation>讲义，留空给学员填写（PDF）</translation>
    </message>
    <message>
        <source>Two short tones</source>
        <translation>两声短音</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>A recording of mine…</source>
        <translation>自己录的话…</translation>
    </message>
    <message>
        <source>Anonymous: no names, numbers or serial numbers</source>
        <translation>匿名：不出现姓名、工号和流水号</translation>
    </message>
    <message>
        <source>What is said on a recording stays; hide spoken names and numbers when saving a clip of the call, they are bleeped here as well.</source>
        <translation>录音里说的话不会自动处理；在“导出片段”里标出要遮盖的姓名和号码，这里也会消音。</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Between cases</source>
        <translation>案例之间</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What is said between two cases</source>
        <translation>案例之间播放的录音</translation>
    </message>
    <message>
        <source>Exported</source>
        <translation>已导出</translation>
    </message>
</context>
<context>
    <name>Precedents</name>
    <message>
        <source>Close</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Others on “{item}” lately</source>
        <translation>判例：“{item}”别人最近怎么评</translation>
    </message>
    <message>
        <source>An item in free words: nothing to compare.</source>
        <translation>文字填写项，没有可比的答案。</translation>
    </message>
    <message>
        <source>Looking it up…</source>
        <translation>正在查…</translation>
    </message>
    <message>
        <source>Nobody else used this card in the last {days} days.</source>
        <translation>近 {days} 天没有别人用过这张评分表。</translation>
    </message>
    <message>
        <source>The latest {n} evaluations by others, within {days} days</source>
        <translation>近 {days} 天内别人最近的 {n} 份质检单</translation>
    </message>
    <message>
        <source>{answer} (yours)</source>
        <translation>{answer}（您选的）</translation>
    </message>
    <message>
        <source>{n} · {percent} %</source>
        <translation>{n} 份 · {percent}%</translation>
    </message>
    <message>
        <source>Other answers: {n}</source>
        <translation>其他答案：{n} 份</translation>
    </message>
    <message>
        <source>None of them answered this item.</source>
        <translation>这些质检单都没有评这一项。</translation>
    </message>
    <message>
        <source>Fault “{fault}”: marked in {n}, on any item</source>
        <translation>差错“{fault}”：{n} 份标过（不限哪一项）</translation>
    </message>
    <message>
        <source>Last answered like you: {days}</source>
        <translation>最近和您评得一样的：{days}</translation>
    </message>
    <message>
        <source>{day} {agent}, by {scorer}</source>
        <translation>{day} {agent}（{scorer} 评）</translation>
    </message>
</context>
<context>
    <name>Presenter</name>
    <message>
        <source>Case {number} / {count}</source>
        <translation>案例 {number} / {count}</translation>
    </message>
    <message>
        <source>Stop {number} / {count}</source>
        <translation>讨论点 {number} / {count}</translation>
    </message>
    <message>
        <source>Case {number}</source>
        <translation>案例 {number}</translation>
    </message>
    <message>
        <source>That was the last case</source>
        <translation>案例放完了</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>{agent} (anonymous)</source>
        <translation>{agent}（已匿名）</translation>
    </message>
    <message>
        <source>Listen first, then we talk.</source>
        <translation>先听，再讨论。</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>请听</translation>
    </message>
    <message>
        <source>What do we take along?</source>
        <translation>这个案例说明了什么？</translation>
    </message>
    <message>
        <source>What did you hear?</source>
        <translation>听出了什么？</translation>
    </message>
    <message>
        <source>First what you heard, then the comment.</source>
        <translation>停在这里。先请大家说，再揭晓。</translation>
    </message>
    <message>
        <source>＋ Good</source>
        <translation>＋ 优点</translation>
    </message>
    <message>
        <source>→ To improve</source>
        <translation>→ 不足</translation>
    </message>
    <message>
        <source>To discuss</source>
        <translation>讨论</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Reveal</source>
        <translation>揭晓</translation>
    </message>
    <message>
        <source>Next case</source>
        <translation>下一个案例</translation>
    </message>
    <message>
        <source>Presentation</source>
        <translation>案例演示</translation>
    </message>
    <message>
        <source>Space on · ← hear it again · PageDown next · + stop here · N notes · F11 full screen · Esc end</source>
        <translation>空格 揭晓/继续 · ← 再听一遍 · PageDown 下一点 · + 现场加点 · N 备注 · F11 全屏 · Esc 结束</translation>
    </message>
    <message>
        <source>Next stop at {at}: {comment}</source>
        <translation>下一个讨论点 {at}：{comment}</translation>
    </message>
    <message>
        <source>Next case: {title}</source>
        <translation>下一个案例：{title}</translation>
    </message>
    <message>
        <source>{taken} of {minutes} min</source>
        <translation>已用 {taken} / {minutes} 分钟</translation>
    </message>
    <message>
        <source>Trainer&apos;s window</source>
        <translation>培训师窗口</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>退一步</translation>
    </message>
    <message>
        <source>Hear it again</source>
        <translation>再听一遍</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一点</translation>
    </message>
    <message>
        <source>Stop here</source>
        <translation>现场加点</translation>
    </message>
    <message>
        <source>My notes</source>
        <translation>我的备注</translation>
    </message>
    <message>
        <source>Cases and stops</source>
        <translation>案例和讨论点</translation>
    </message>
    <message>
        <source>{at} of {end}</source>
        <translation>{at}，共 {end}</translation>
    </message>
    <message>
        <source>The second screen is gone, so it has paused. Connect the screen again, or go on with Space on this one.</source>
        <translation>第二块屏幕断开了，播放已暂停。请重新接上屏幕，或按空格在这块屏幕上继续。</translation>
    </message>
</context>
<context>
    <name>PrintSlips</name>
    <message>
        <source>Print slips</source>
        <translation>打印提醒单</translation>
    </message>
    <message>
        <source>Those that are chosen ({count})</source>
        <translation>选中的（{count} 张）</translation>
    </message>
    <message>
        <source>All in the list ({count})</source>
        <translation>列表中的全部（{count} 张）</translation>
    </message>
    <message>
        <source>Which</source>
        <translation>打印哪些</translation>
    </message>
    <message>
        <source>Where to</source>
        <translation>打印到</translation>
    </message>
    <message>
        <source>Printer, each slip on its own sheet</source>
        <translation>打印机，每张单子单独用纸</translation>
    </message>
    <message>
        <source>One PDF, in the order of the list</source>
        <translation>一个 PDF，按列表顺序</translation>
    </message>
    <message>
        <source>A PDF for each, into a folder</source>
        <translation>每张一个 PDF，放进文件夹</translation>
    </message>
    <message>
        <source>Beside them the seconds to listen to (WAV)</source>
        <translation>附上相关片段（WAV）</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Slips done</source>
        <translation>打印进度</translation>
    </message>
    <message>
        <source>Not printed</source>
        <translation>未打印的提醒单</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>保存…</translation>
    </message>
    <message>
        <source>Folder for the papers</source>
        <translation>存放提醒单的文件夹</translation>
    </message>
    <message>
        <source>Slip {done} of {whole}</source>
        <translation>第 {done} 张，共 {whole} 张</translation>
    </message>
    <message>
        <source>Sent to the printer: {count}</source>
        <translation>已发送到打印机：{count} 张</translation>
    </message>
    <message>
        <source>Saved: {count}</source>
        <translation>已保存 {count} 张</translation>
    </message>
</context>
<context>
    <name>QFileDialog</name>
    <message>
        <source>&amp;Look in:</source>
        <translation>查找范围(&amp;L)：</translation>
    </message>
    <message>
        <source>Files of &amp;type:</source>
        <translation>文件类型(&amp;T)：</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Inspect</source>
        <translation>质检</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Coaching</source>
        <translation>辅导</translation>
    </message>
    <message>
        <source>Slips</source>
        <translation>质检提醒单</translation>
    </message>
    <message>
        <source>Reports</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Call lists</source>
        <translation>话单</translation>
    </message>
    <message>
        <source>{n} still to inspect</source>
        <translation>还有 {n} 条待检</translation>
    </message>
    <message>
        <source>{n} to give feedback on or follow up</source>
        <translation>{n} 项待反馈或待跟进</translation>
    </message>
    <message>
        <source>Rows without a call: {n}</source>
        <translation>{n} 行未匹配到录音</translation>
    </message>
    <message>
        <source>Agreed in sessions and due: {n}</source>
        <translation>到期的会议约定：{n}</translation>
    </message>
    <message>
        <source>Exchange</source>
        <translation>数据交换</translation>
    </message>
    <message>
        <source>Conflicts to settle: {n}</source>
        <translation>待处理冲突：{n} 处</translation>
    </message>
    <message>
        <source>Scorecards</source>
        <translation>评分表</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>案例分析</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>录音库</translation>
    </message>
    <message>
        <source>Slips and proposals that wait for you: {n}</source>
        <translation>待处理的提醒单和建议：{n}</translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>Recent workspaces</source>
        <translation>最近的工作区</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>{folder} (not there now)</source>
        <translation>{folder}（现在找不到）</translation>
    </message>
</context>
<context>
    <name>Recover</name>
    <message>
        <source>Recover from bundles</source>
        <translation>从数据包找回</translation>
    </message>
    <message>
        <source>Bundles merged</source>
        <translation>已合并的数据包</translation>
    </message>
    <message>
        <source>More bundles…</source>
        <translation>再加数据包…</translation>
    </message>
    <message>
        <source>Bundles and folders</source>
        <translation>数据包和文件夹</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Add bundles…</source>
        <translation>添加数据包…</translation>
    </message>
    <message>
        <source>Passphrase of your keys</source>
        <translation>密钥口令</translation>
    </message>
    <message>
        <source>Fingerprint of the team</source>
        <translation>团队指纹</translation>
    </message>
    <message>
        <source>Make the workspace again from bundles</source>
        <translation>从数据包找回工作区</translation>
    </message>
    <message>
        <source>Taken are the newest good backup, what is left of the workspace in {folder}, and the bundles that you add: your own, and those of colleagues. Ask each of them for a complete one, addressed to nobody. Nothing is deleted; files that are replaced are moved aside.</source>
        <translation>会用上最近一份完好的备份、{folder} 里还留下的内容，以及您添加的数据包：自己写过的和同事写的都可以。请同事各写一个完整的（不选收件人）。什么都不删除，被替换的文件移到一旁。</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Recover</source>
        <translation>开始找回</translation>
    </message>
    <message>
        <source>A folder with bundles</source>
        <translation>放数据包的文件夹</translation>
    </message>
    <message>
        <source>Choose bundles</source>
        <translation>选择数据包</translation>
    </message>
    <message>
        <source>Bundles (*.qab)</source>
        <translation>数据包 (*.qab)</translation>
    </message>
    <message>
        <source>Recovering…</source>
        <translation>正在找回…</translation>
    </message>
    <message>
        <source>The workspace is there again</source>
        <translation>工作区已找回</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Entries found: {count}. Bundles merged: {bundles}.</source>
        <translation>找回 {count} 条记录，合并了 {bundles} 个数据包。</translation>
    </message>
    <message>
        <source>Entries of your own that are there: {count}.</source>
        <translation>其中您自己写的共 {count} 条。</translation>
    </message>
    <message>
        <source>Not taken:</source>
        <translation>没有采用：</translation>
    </message>
    <message>
        <source>“More bundles…” asks for the team&apos;s fingerprint.</source>
        <translation>点“再加数据包…”，填上核对过的团队指纹，就能并入团队的数据包。</translation>
    </message>
    <message>
        <source>Missing:</source>
        <translation>没有找回的：</translation>
    </message>
    <message>
        <source>Nothing else is known to be missing.</source>
        <translation>没有发现其他缺失。</translation>
    </message>
    <message>
        <source>The files that were replaced lie in {folder}</source>
        <translation>被替换的文件在 {folder}</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>……另有 {count} 项</translation>
    </message>
</context>
<context>
    <name>Recusals</name>
    <message>
        <source>Myself</source>
        <translation>本人</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>请选择…</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Who must keep out</source>
        <translation>回避人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>From now on this person has no part in slips about this agent, also in those that were drawn before; his own he may still cancel.</source>
        <translation>申报后，回避人不再参与该坐席的提醒单，此前开的也一样；自己开的单子仍可撤销。</translation>
    </message>
    <message>
        <source>Declare a conflict of interest</source>
        <translation>申报回避</translation>
    </message>
    <message>
        <source>Declared</source>
        <translation>已申报回避</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤销回避</translation>
    </message>
    <message>
        <source>Declare…</source>
        <translation>申报…</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Declared conflicts of interest</source>
        <translation>已申报的回避</translation>
    </message>
    <message>
        <source>Relatives, flatmates and the like: who is named here has no part in slips about that agent, also in those that were drawn before. What is signed stays signed, and his own slips he may still cancel.</source>
        <translation>亲属、室友等关系：回避人不再参与该坐席的提醒单，此前开的也一样；已签的字有效，自己开的单子仍可撤销。</translation>
    </message>
    <message>
        <source>Nobody has declared a conflict of interest.
Press N where somebody has one.</source>
        <translation>还没有人申报回避。
需要时按 N 申报。</translation>
    </message>
    <message>
        <source>Declared on</source>
        <translation>申报时间</translation>
    </message>
</context>
<context>
    <name>RemarkChooser</name>
    <message>
        <source>Remarks to choose from</source>
        <translation>可选的常用评语</translation>
    </message>
</context>
<context>
    <name>Reports</name>
    <message>
        <source>Save {name}</source>
        <translation>保存“{name}”</translation>
    </message>
    <message>
        <source>Print preview</source>
        <translation>打印预览</translation>
    </message>
    <message>
        <source>Sent to the printer</source>
        <translation>已送到打印机</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>Every team</source>
        <translation>全部班组</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>Every agent</source>
        <translation>全部坐席</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Every scorer</source>
        <translation>全部评分人</translation>
    </message>
    <message>
        <source>Scorer</source>
        <translation>评分人</translation>
    </message>
    <message>
        <source>Save as</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Excel workbook…</source>
        <translation>Excel 表格…</translation>
    </message>
    <message>
        <source>PDF file…</source>
        <translation>PDF 文件…</translation>
    </message>
    <message>
        <source>HTML page…</source>
        <translation>HTML 网页…</translation>
    </message>
    <message>
        <source>Save the report as a file</source>
        <translation>把报告导出成文件</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>正在生成报告</translation>
    </message>
    <message>
        <source>Preview of the report</source>
        <translation>报告预览</translation>
    </message>
    <message>
        <source>Tables of the report</source>
        <translation>报告里的表</translation>
    </message>
    <message>
        <source>Enter: open the call where it first lost points</source>
        <translation>回车：打开录音，从第一处失分开始</translation>
    </message>
    <message>
        <source>Nothing was submitted in this period.
Choose other dates or fewer filters.</source>
        <translation>这段时间没有提交的质检单。
请换个日期，或少选几个筛选条件。</translation>
    </message>
    <message>
        <source>Open the call</source>
        <translation>打开这通录音</translation>
    </message>
    <message>
        <source>Evaluations: {rows}</source>
        <translation>共 {rows} 份质检单</translation>
    </message>
</context>
<context>
    <name>Restore</name>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>What was written after the backup and can still be found is added again. The files that are replaced are moved aside; nothing is deleted. Recordings are not touched. The window closes and opens again.</source>
        <translation>备份之后写入、还能找回的内容会补上。被替换的文件会移到一旁，什么都不删除，录音也不动。窗口会关闭后重新打开。</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>正在恢复…</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Replace it all the same</source>
        <translation>仍然替换</translation>
    </message>
    <message>
        <source>The backup is restored</source>
        <translation>备份已恢复</translation>
    </message>
    <message>
        <source>Nothing was restored</source>
        <translation>没有恢复</translation>
    </message>
    <message>
        <source>Missing:</source>
        <translation>没有找回的：</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>……还有 {count} 项</translation>
    </message>
    <message>
        <source>Nothing is missing.</source>
        <translation>没有缺失任何内容。</translation>
    </message>
    <message>
        <source>The files that were replaced lie in {folder}</source>
        <translation>被替换的文件在 {folder}</translation>
    </message>
    <message>
        <source>Restore the newest good backup?</source>
        <translation>用最近一份完好的备份恢复吗？</translation>
    </message>
    <message>
        <source>Restore {file}?</source>
        <translation>恢复 {file} 吗？</translation>
    </message>
    <message>
        <source>Restore the backup of {moment}?</source>
        <translation>恢复 {moment} 的备份吗？</translation>
    </message>
    <message>
        <source>Later operations added again: {count}.</source>
        <translation>备份之后的 {count} 条操作已找回。</translation>
    </message>
</context>
<context>
    <name>Revisions</name>
    <message>
        <source>Revisions</source>
        <translation>修改记录</translation>
    </message>
    <message>
        <source>What it said</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>no score</source>
        <translation>无分数</translation>
    </message>
    <message>
        <source>By</source>
        <translation>提交人</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What was good</source>
        <translation>优点</translation>
    </message>
    <message>
        <source>What to change</source>
        <translation>改进建议</translation>
    </message>
</context>
<context>
    <name>Roster</name>
    <message>
        <source>Work number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>New agent</source>
        <translation>添加坐席</translation>
    </message>
    <message>
        <source>Agent added</source>
        <translation>已添加坐席</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>No team</source>
        <translation>未分班组</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>From</source>
        <translation>从哪天起</translation>
    </message>
    <message>
        <source>Move to a team: {who}</source>
        <translation>调班组：{who}</translation>
    </message>
    <message>
        <source>Calls from before that day stay with the team of that time.</source>
        <translation>这一天以前的通话仍算在当时的班组。</translation>
    </message>
    <message>
        <source>Moved</source>
        <translation>已调班组</translation>
    </message>
    <message>
        <source>Skill group</source>
        <translation>技能组</translation>
    </message>
    <message>
        <source>Skill group: {who}</source>
        <translation>技能组：{who}</translation>
    </message>
    <message>
        <source>Choose one, or write a new one; empty for none.</source>
        <translation>可以选现有的，也可以写新的；留空表示没有。</translation>
    </message>
    <message>
        <source>Skill group changed</source>
        <translation>已改技能组</translation>
    </message>
    <message>
        <source>Projects</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Projects: {who}</source>
        <translation>项目：{who}</translation>
    </message>
    <message>
        <source>There are none yet; add one under “Teams and projects”.</source>
        <translation>还没有项目，请先在“班组与项目”里添加。</translation>
    </message>
    <message>
        <source>Projects changed</source>
        <translation>已改项目</translation>
    </message>
    <message>
        <source>As the tier says</source>
        <translation>随分级</translation>
    </message>
    <message>
        <source>Tier</source>
        <translation>分级</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>监听力度</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Set the tier by hand: {who}</source>
        <translation>指定分级：{who}</translation>
    </message>
    <message>
        <source>It holds until you leave it to the scores again. Exempt still means a rare random check: nobody should feel unheard.</source>
        <translation>一直有效，直到恢复按评分。免检也会偶尔随机抽听，免得有人觉得没人在听。</translation>
    </message>
    <message>
        <source>Tier set by hand</source>
        <translation>已指定分级</translation>
    </message>
    <message>
        <source>The tier follows the scores again</source>
        <translation>已恢复按评分分级</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>最后一天</translation>
    </message>
    <message>
        <source>Has left: {who}</source>
        <translation>离职：{who}</translation>
    </message>
    <message>
        <source>Recordings and scores stay. Team, lead and projects end on that day.</source>
        <translation>录音和评分都保留；班组、带班和项目到这一天为止。</translation>
    </message>
    <message>
        <source>Marked as left</source>
        <translation>已标为离职</translation>
    </message>
    <message>
        <source>New team</source>
        <translation>添加班组</translation>
    </message>
    <message>
        <source>Team added</source>
        <translation>已添加班组</translation>
    </message>
    <message>
        <source>Rename team</source>
        <translation>班组改名</translation>
    </message>
    <message>
        <source>Team renamed</source>
        <translation>班组已改名</translation>
    </message>
    <message>
        <source>Name of the team</source>
        <translation>班组名称</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Team lead</source>
        <translation>组长</translation>
    </message>
    <message>
        <source>Lead of {team}</source>
        <translation>{team}的组长</translation>
    </message>
    <message>
        <source>Team lead set</source>
        <translation>已设组长</translation>
    </message>
    <message>
        <source>Project added</source>
        <translation>已添加项目</translation>
    </message>
    <message>
        <source>New project</source>
        <translation>添加项目</translation>
    </message>
    <message>
        <source>Project changed</source>
        <translation>已改项目</translation>
    </message>
    <message>
        <source>Change project</source>
        <translation>修改项目</translation>
    </message>
    <message>
        <source>Name of the project</source>
        <translation>项目名称</translation>
    </message>
    <message>
        <source>Begins</source>
        <translation>开始日期</translation>
    </message>
    <message>
        <source>Stage</source>
        <translation>阶段</translation>
    </message>
    <message>
        <source>for instance trial, rollout</source>
        <translation>例如试点、推广</translation>
    </message>
    <message>
        <source>Name of the skill group</source>
        <translation>技能组名称</translation>
    </message>
    <message>
        <source>Rename skill group</source>
        <translation>技能组改名</translation>
    </message>
    <message>
        <source>Skill group renamed</source>
        <translation>技能组已改名</translation>
    </message>
    <message>
        <source>{count} agents</source>
        <translation>{count} 名坐席</translation>
    </message>
    <message>
        <source>Nickname</source>
        <translation>昵称</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Hired</source>
        <translation>入职日期</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Is the person</source>
        <translation>对应本人</translation>
    </message>
    <message>
        <source>Who uses this program under a name of their own: nobody scores calls of their own.</source>
        <translation>如果这名坐席也用本程序，请选出是谁：自己的通话不能自己打分。</translation>
    </message>
    <message>
        <source>Service tier</source>
        <translation>服务分级</translation>
    </message>
    <message>
        <source>Move…</source>
        <translation>调班组…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Set by hand…</source>
        <translation>指定…</translation>
    </message>
    <message>
        <source>By the scores again</source>
        <translation>恢复按评分</translation>
    </message>
    <message>
        <source>Has left…</source>
        <translation>离职…</translation>
    </message>
    <message>
        <source>Choose an agent</source>
        <translation>请选一名坐席</translation>
    </message>
    <message>
        <source>⚠ Another agent has this work number too; they may be one.</source>
        <translation>⚠ 还有一名坐席用同一个工号，可能是同一个人。</translation>
    </message>
    <message>
        <source>led by {lead}</source>
        <translation>组长 {lead}</translation>
    </message>
    <message>
        <source>{begins} – {ends}  {team}</source>
        <translation>{begins} 至 {ends}&#x3000;{team}</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今</translation>
    </message>
    <message>
        <source>Nobody here</source>
        <translation>不是本程序的使用者</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>本月</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>最近监听</translation>
    </message>
    <message>
        <source>Find number, name, team, group…</source>
        <translation>查找工号、姓名、班组、技能组…</translation>
    </message>
    <message>
        <source>Search the roster</source>
        <translation>查找人员</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Skill group…</source>
        <translation>技能组…</translation>
    </message>
    <message>
        <source>Set tier…</source>
        <translation>指定分级…</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>在职</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>全部人员</translation>
    </message>
    <message>
        <source>Every tier</source>
        <translation>全部分级</translation>
    </message>
    <message>
        <source>First tier wanted</source>
        <translation>待首次分级</translation>
    </message>
    <message>
        <source>{shown} of {all} agents</source>
        <translation>显示 {shown} / {all} 人</translation>
    </message>
    <message>
        <source>{count} selected</source>
        <translation>已选 {count} 人</translation>
    </message>
    <message>
        <source>{count} want a first tier</source>
        <translation>{count} 人待首次分级</translation>
    </message>
    <message>
        <source>Every team</source>
        <translation>全部班组</translation>
    </message>
    <message>
        <source>Move to a team…</source>
        <translation>调班组…</translation>
    </message>
    <message>
        <source>Projects…</source>
        <translation>项目…</translation>
    </message>
    <message>
        <source>Set the tier by hand…</source>
        <translation>指定分级…</translation>
    </message>
    <message>
        <source>Tier by the scores again</source>
        <translation>恢复按评分分级</translation>
    </message>
    <message>
        <source>Import a roster…</source>
        <translation>导入花名册…</translation>
    </message>
    <message>
        <source>Add an agent…</source>
        <translation>添加坐席…</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>清除筛选</translation>
    </message>
    <message>
        <source>Nobody on the roster yet</source>
        <translation>还没有人员</translation>
    </message>
    <message>
        <source>Import the list of agents (xlsx or csv), or add them here.</source>
        <translation>可以导入花名册（xlsx 或 csv），也可以在这里添加。</translation>
    </message>
    <message>
        <source>Nobody matches</source>
        <translation>没有符合的人员</translation>
    </message>
    <message>
        <source>No agent fits the search and filters.</source>
        <translation>没有坐席符合查找和筛选条件。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Number look-ups</source>
        <translation>号码查看记录</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who looked</source>
        <translation>查看人</translation>
    </message>
    <message>
        <source>Agent of the call</source>
        <translation>通话坐席</translation>
    </message>
    <message>
        <source>Serial no.</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户号码</translation>
    </message>
    <message>
        <source>Customer numbers are masked everywhere. Each time somebody has a whole number shown, it is written down here and cannot be removed.</source>
        <translation>客户号码在各处都打码显示。每次有人查看完整号码，都会记在这里，不能删除。</translation>
    </message>
    <message>
        <source>Nobody has had a customer&apos;s whole number shown so far.</source>
        <translation>还没有人查看过完整的客户号码。</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>Skill groups</source>
        <translation>技能组</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Add team…</source>
        <translation>添加班组…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>改名…</translation>
    </message>
    <message>
        <source>Set lead…</source>
        <translation>设组长…</translation>
    </message>
    <message>
        <source>Add project…</source>
        <translation>添加项目…</translation>
    </message>
    <message>
        <source>A skill group is there as soon as an agent belongs to it.</source>
        <translation>给坐席填上技能组，这里就会出现。</translation>
    </message>
    <message>
        <source>Teams and projects</source>
        <translation>班组与项目</translation>
    </message>
    <message>
        <source>Tier rule</source>
        <translation>分级规则</translation>
    </message>
    <message>
        <source>Roster</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Add agent…</source>
        <translation>添加坐席…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>历史…</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>写成数据包…</translation>
    </message>
</context>
<context>
    <name>Scorecards</name>
    <message>
        <source>Scorecard from a file</source>
        <translation>从文件读取评分表</translation>
    </message>
    <message>
        <source>Scorecards (*.toml *.xlsx *.xlsm *.xls *.csv)</source>
        <translation>评分表 (*.toml *.xlsx *.xlsm *.xls *.csv)</translation>
    </message>
    <message>
        <source>Save the scorecard as</source>
        <translation>评分表另存为</translation>
    </message>
    <message>
        <source>Save as a file: {version}</source>
        <translation>另存为文件：{version}</translation>
    </message>
    <message>
        <source>Spreadsheet (*.xlsx);;Template (*.toml)</source>
        <translation>电子表格 (*.xlsx);;模板文件 (*.toml)</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>has problems</source>
        <translation>有问题</translation>
    </message>
    <message>
        <source>Sections and items</source>
        <translation>大项和评分项</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>占比</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>继续编辑</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>New scorecard</source>
        <translation>新建评分表</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件读取…</translation>
    </message>
    <message>
        <source>Compare…</source>
        <translation>对比…</translation>
    </message>
    <message>
        <source>Use again…</source>
        <translation>重新启用…</translation>
    </message>
    <message>
        <source>Take out of use…</source>
        <translation>停用…</translation>
    </message>
    <message>
        <source>Save as a file…</source>
        <translation>另存为文件…</translation>
    </message>
    <message>
        <source>Propose weights…</source>
        <translation>建议权重…</translation>
    </message>
    <message>
        <source>Scorecards</source>
        <translation>评分表</translation>
    </message>
    <message>
        <source>Versions and drafts</source>
        <translation>版本和草稿</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Nothing: an empty card</source>
        <translation>空白评分表</translation>
    </message>
    <message>
        <source>Name of the card</source>
        <translation>评分表名称</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>起点</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始编辑</translation>
    </message>
    <message>
        <source>Why, for those who score with it</source>
        <translation>原因（评分的人会看到）</translation>
    </message>
    <message>
        <source>Not in the catalogue of faults, shown as codes: {codes}</source>
        <translation>差错目录里没有这些代码，报表里只显示代码：{codes}</translation>
    </message>
    <message>
        <source>Only for these businesses (none ticked: all)</source>
        <translation>只用于这些业务（不勾选为全部）</translation>
    </message>
    <message>
        <source>Only for these teams (none ticked: all)</source>
        <translation>只用于这些班组（不勾选为全部）</translation>
    </message>
    <message>
        <source>Nothing differs.</source>
        <translation>没有区别。</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>有哪些区别</translation>
    </message>
    <message>
        <source>The older version</source>
        <translation>较早的版本</translation>
    </message>
    <message>
        <source>The newer version</source>
        <translation>较新的版本</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>{n} to put right</source>
        <translation>{n} 处要改</translation>
    </message>
    <message>
        <source>Nothing wrong</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>Items of this section: all alike</source>
        <translation>本大项各评分项：平均分配</translation>
    </message>
    <message>
        <source>Items of this section: make 100</source>
        <translation>本大项各评分项：凑成 100</translation>
    </message>
    <message>
        <source>Sections: all alike</source>
        <translation>各大项：平均分配</translation>
    </message>
    <message>
        <source>Sections: make 100</source>
        <translation>各大项：凑成 100</translation>
    </message>
    <message>
        <source>‹ All scorecards</source>
        <translation>‹ 全部评分表</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>改了什么</translation>
    </message>
    <message>
        <source>What if…</source>
        <translation>试算…</translation>
    </message>
    <message>
        <source>Score a past period with this draft</source>
        <translation>用这份草稿把以前一段时间的评分重新算一遍</translation>
    </message>
    <message>
        <source>Publish…</source>
        <translation>发布…</translation>
    </message>
    <message>
        <source>+ Section</source>
        <translation>+ 大项</translation>
    </message>
    <message>
        <source>+ Item</source>
        <translation>+ 评分项</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>What is to be put right</source>
        <translation>要改的地方</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Pass mark</source>
        <translation>合格线</translation>
    </message>
    <message>
        <source>Decimals</source>
        <translation>小数位</translation>
    </message>
    <message>
        <source>Bonus over 100</source>
        <translation>加分可超过 100</translation>
    </message>
    <message>
        <source>When a critical item takes the card</source>
        <translation>整单致命时</translation>
    </message>
    <message>
        <source>At most</source>
        <translation>封顶分</translation>
    </message>
    <message>
        <source>Grades, the best first</source>
        <translation>等级，从高到低</translation>
    </message>
    <message>
        <source>Grade</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>From</source>
        <translation>起</translation>
    </message>
    <message>
        <source>Add a grade</source>
        <translation>添加等级</translation>
    </message>
    <message>
        <source>Name of the section</source>
        <translation>大项名称</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>Bonus points</source>
        <translation>加分</translation>
    </message>
    <message>
        <source>Name of the item</source>
        <translation>评分项名称</translation>
    </message>
    <message>
        <source>Bonus</source>
        <translation>加分项</translation>
    </message>
    <message>
        <source>Answered by</source>
        <translation>评分方式</translation>
    </message>
    <message>
        <source>Not applicable (N/A)</source>
        <translation>不适用 (N/A)</translation>
    </message>
    <message>
        <source>Evidence</source>
        <translation>录音标记</translation>
    </message>
    <message>
        <source>Competencies</source>
        <translation>能力</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>最低</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>最高</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>每档</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分值</translation>
    </message>
    <message>
        <source>Off each time</source>
        <translation>每次扣</translation>
    </message>
    <message>
        <source>Once it occurs:</source>
        <translation>只要发生：</translation>
    </message>
    <message>
        <source>When the answer is No:</source>
        <translation>答“否”时：</translation>
    </message>
    <message>
        <source>When the answer is Yes:</source>
        <translation>答“是”时：</translation>
    </message>
    <message>
        <source>Options, in the order of the keys 1 to 9</source>
        <translation>选项，依次对应按键 1 到 9</translation>
    </message>
    <message>
        <source>Option {n}</source>
        <translation>选项 {n}</translation>
    </message>
    <message>
        <source>Add an option</source>
        <translation>添加选项</translation>
    </message>
    <message>
        <source>Critical</source>
        <translation>致命</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>问题等级</translation>
    </message>
    <message>
        <source>Fault</source>
        <translation>差错</translation>
    </message>
    <message>
        <source>Wrong information</source>
        <translation>错误信息</translation>
    </message>
    <message>
        <source>Guidance: what counts and what does not, with rulings</source>
        <translation>评分标准：怎样算、怎样不算，附判例</translation>
    </message>
    <message>
        <source>Guidance in English, if different</source>
        <translation>英文评分标准（与中文不同才填）</translation>
    </message>
    <message>
        <source>Always</source>
        <translation>始终</translation>
    </message>
    <message>
        <source>Shown</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>when its answer is</source>
        <translation>当它的答案是</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>In English, if different</source>
        <translation>英文（与中文不同才填）</translation>
    </message>
    <message>
        <source>Shown as it was before the problems on the left.</source>
        <translation>左边有问题要改，这里是改动前的样子。</translation>
    </message>
    <message>
        <source>To be tried as soon as nothing is wrong with the card.</source>
        <translation>评分表没有问题后，就可以在这里试评。</translation>
    </message>
    <message>
        <source>Try it</source>
        <translation>试评</translation>
    </message>
    <message>
        <source>Clear answers</source>
        <translation>清空</translation>
    </message>
    <message>
        <source>The card, to be tried</source>
        <translation>试评用的评分表</translation>
    </message>
    <message>
        <source>Scorecard from a spreadsheet</source>
        <translation>从电子表格读取评分表</translation>
    </message>
    <message>
        <source>Take it as a draft</source>
        <translation>存为草稿</translation>
    </message>
    <message>
        <source>Reading the items…</source>
        <translation>正在读取评分项…</translation>
    </message>
    <message>
        <source>Scorecard</source>
        <translation>评分表</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Scored</source>
        <translation>已评</translation>
    </message>
    <message>
        <source>To</source>
        <translation>止</translation>
    </message>
    <message>
        <source>Why, and by whom</source>
        <translation>原因和发布人</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Out of use</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>生效中</translation>
    </message>
    <message>
        <source>To come</source>
        <translation>待生效</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>旧版</translation>
    </message>
    <message>
        <source>as shipped</source>
        <translation>自带</translation>
    </message>
    <message>
        <source>last typed {moment}</source>
        <translation>上次编辑 {moment}</translation>
    </message>
    <message>
        <source>Comes with the program</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>The draft is there again</source>
        <translation>草稿已恢复</translation>
    </message>
    <message>
        <source>Draft thrown away; Ctrl+Z brings it back</source>
        <translation>草稿已丢弃，按 Ctrl+Z 恢复</translation>
    </message>
    <message>
        <source>A draft can be saved once nothing is wrong with it</source>
        <translation>草稿没有问题后才能另存</translation>
    </message>
    <message>
        <source>Also those of {businesses}, set to another card</source>
        <translation>{businesses}另外指定了评分表，也改成这一份</translation>
    </message>
    <message>
        <source>Calls begin with this card (now: {card})</source>
        <translation>以后的质检默认用这份评分表（现在是“{card}”）</translation>
    </message>
    <message>
        <source>Calls of these begin with the card by themselves, except where Settings › Scorecards sets another for their business.</source>
        <translation>这些业务、班组的通话会自动默认用这份评分表；“设置 › 评分表”里给业务另外指定的除外。</translation>
    </message>
    <message>
        <source>Calls begin with this card (Settings › Scorecards).</source>
        <translation>质检默认就用这份评分表（见“设置 › 评分表”）。</translation>
    </message>
    <message>
        <source>Otherwise the card is chosen by hand in a call. What calls begin with is set for this computer, under Settings › Scorecards.</source>
        <translation>不勾选时，要在通话里自己选这份评分表。默认评分表只管本机，可在“设置 › 评分表”里改。</translation>
    </message>
    <message>
        <source>for all calls</source>
        <translation>用于全部通话</translation>
    </message>
    <message>
        <source>for calls from {day} on</source>
        <translation>用于 {day} 起的通话</translation>
    </message>
    <message>
        <source>only {places}</source>
        <translation>仅限{places}</translation>
    </message>
    <message>
        <source>Published: {card}</source>
        <translation>已发布：{card}</translation>
    </message>
    <message>
        <source>such calls begin with it</source>
        <translation>这些通话默认用它</translation>
    </message>
    <message>
        <source>calls still begin with {card} (Settings › Scorecards)</source>
        <translation>默认仍用“{card}”（在“设置 › 评分表”里改）</translation>
    </message>
    <message>
        <source>{businesses} still begin with another (Settings › Scorecards)</source>
        <translation>{businesses}默认仍用别的评分表（在“设置 › 评分表”里改）</translation>
    </message>
    <message>
        <source>Publish {card}</source>
        <translation>发布 {card}</translation>
    </message>
    <message>
        <source>Publish</source>
        <translation>发布</translation>
    </message>
    <message>
        <source>Use this version again</source>
        <translation>重新启用这个版本</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>重新启用</translation>
    </message>
    <message>
        <source>Take {card} out of use</source>
        <translation>停用 {card}</translation>
    </message>
    <message>
        <source>Take out of use</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Put right first what is marked in red</source>
        <translation>请先改好标红的地方</translation>
    </message>
    <message>
        <source>What it began with</source>
        <translation>修改前</translation>
    </message>
    <message>
        <source>This draft</source>
        <translation>这份草稿</translation>
    </message>
    <message>
        <source>As shipped</source>
        <translation>程序自带</translation>
    </message>
    <message>
        <source>From {day}</source>
        <translation>{day} 起</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是 / 否</translation>
    </message>
    <message>
        <source>Options with points</source>
        <translation>按选项给分</translation>
    </message>
    <message>
        <source>Scale</source>
        <translation>打分</translation>
    </message>
    <message>
        <source>Points off each time</source>
        <translation>按次扣分</translation>
    </message>
    <message>
        <source>Words, not scored</source>
        <translation>文字，不计分</translation>
    </message>
    <message>
        <source>Not allowed</source>
        <translation>不允许</translation>
    </message>
    <message>
        <source>Left out, others take its weight</source>
        <translation>不计，权重分给其他项</translation>
    </message>
    <message>
        <source>Counts as full</source>
        <translation>按满分计</translation>
    </message>
    <message>
        <source>Not needed</source>
        <translation>不需要</translation>
    </message>
    <message>
        <source>When points are lost</source>
        <translation>失分时需要</translation>
    </message>
    <message>
        <source>Not critical</source>
        <translation>非致命</translation>
    </message>
    <message>
        <source>Takes the section</source>
        <translation>大项致命</translation>
    </message>
    <message>
        <source>Takes the whole card</source>
        <translation>整单致命</translation>
    </message>
    <message>
        <source>The score is 0</source>
        <translation>总分为 0</translation>
    </message>
    <message>
        <source>The score is capped</source>
        <translation>总分封顶</translation>
    </message>
    <message>
        <source>Failed, the score stays</source>
        <translation>判不合格，分数保留</translation>
    </message>
    <message>
        <source>No class</source>
        <translation>不分级</translation>
    </message>
    <message>
        <source>Business quality</source>
        <translation>业务质量</translation>
    </message>
    <message>
        <source>Attitude</source>
        <translation>服务态度</translation>
    </message>
    <message>
        <source>For all calls, also earlier ones</source>
        <translation>用于全部通话，包括以前的</translation>
    </message>
    <message>
        <source>For calls from this day on</source>
        <translation>用于这天起的通话</translation>
    </message>
    <message>
        <source>all calls</source>
        <translation>全部通话</translation>
    </message>
    <message>
        <source>New in the catalogue of faults: {codes}</source>
        <translation>差错目录新增：{codes}</translation>
    </message>
    <message>
        <source>Faults</source>
        <translation>差错目录</translation>
    </message>
    <message>
        <source>{n} faults</source>
        <translation>{n} 条</translation>
    </message>
    <message>
        <source>{n} of {all} faults</source>
        <translation>{n} / {all} 条</translation>
    </message>
    <message>
        <source>Add to the catalogue…</source>
        <translation>加入目录…</translation>
    </message>
    <message>
        <source>Retire</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Only retired faults are called so ({n}): tick “Retired ones too”.</source>
        <translation>只有已停用的差错符合（{n} 条），勾选“含已停用”可以看到。</translation>
    </message>
    <message>
        <source>Nothing is called so. N adds a fault.</source>
        <translation>没有找到。按 N 新增。</translation>
    </message>
    <message>
        <source>Find a name, code or pinyin</source>
        <translation>名称、代码或拼音</translation>
    </message>
    <message>
        <source>Find a fault</source>
        <translation>查找差错</translation>
    </message>
    <message>
        <source>Retired ones too</source>
        <translation>含已停用</translation>
    </message>
    <message>
        <source>The quality lead keeps the catalogue; here it is to be read.</source>
        <translation>差错目录由质检主管维护，这里只能查看。</translation>
    </message>
    <message>
        <source>New fault…</source>
        <translation>新增差错…</translation>
    </message>
    <message>
        <source>Fault code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>No evaluation marks it.</source>
        <translation>还没有质检单标记过。</translation>
    </message>
    <message>
        <source>The first time</source>
        <translation>默认处理</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>评分项</translation>
    </message>
    <message>
        <source>Marked</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>Not in it</source>
        <translation>不在目录</translation>
    </message>
    <message>
        <source>Retired</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>自建</translation>
    </message>
    <message>
        <source>Scorecards name it; the catalogue has it not.</source>
        <translation>评分表里用到了这个代码，目录里还没有。</translation>
    </message>
    <message>
        <source>{card}: {items}</source>
        <translation>{card}：{items}</translation>
    </message>
    <message>
        <source>No scorecard in use names it.</source>
        <translation>在用的评分表都没有用到。</translation>
    </message>
    <message>
        <source>Marked in {n} evaluations.</source>
        <translation>{n} 份质检单标记过。</translation>
    </message>
    <message>
        <source>New fault</source>
        <translation>新增差错</translation>
    </message>
    <message>
        <source>Change the fault</source>
        <translation>修改差错</translation>
    </message>
    <message>
        <source>As the penalty standard says</source>
        <translation>按评扣标准</translation>
    </message>
    <message>
        <source>Name of the fault</source>
        <translation>差错名称</translation>
    </message>
    <message>
        <source>Code, by which scorecards name it</source>
        <translation>代码（评分表里用它引用）</translation>
    </message>
    <message>
        <source>The first time, if nothing else holds</source>
        <translation>默认处理（评扣标准没有规定时）</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Fault added</source>
        <translation>已新增差错</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Retired: {fault}</source>
        <translation>已停用：{fault}</translation>
    </message>
    <message>
        <source>In use again: {fault}</source>
        <translation>已重新启用：{fault}</translation>
    </message>
    <message>
        <source>Catalogue of faults from a file</source>
        <translation>从文件读取差错目录</translation>
    </message>
    <message>
        <source>Catalogues of faults (*.toml *.xlsx *.xlsm *.xls *.csv)</source>
        <translation>差错目录 (*.toml *.xlsx *.xlsm *.xls *.csv)</translation>
    </message>
    <message>
        <source>… and {n} more rows that were not taken</source>
        <translation>…另有 {n} 行没有读入</translation>
    </message>
    <message>
        <source>Save the catalogue of faults as</source>
        <translation>差错目录另存为</translation>
    </message>
    <message>
        <source>Catalogue of faults</source>
        <translation>差错目录</translation>
    </message>
    <message>
        <source>Retired in the catalogue of faults</source>
        <translation>差错目录里已停用</translation>
    </message>
    <message>
        <source>For earlier calls too…</source>
        <translation>用于更早的通话…</translation>
    </message>
    <message>
        <source>Another version holds since {day}: this one can begin on that day at the earliest. For older calls, use the version that was published first again, for all calls.</source>
        <translation>{day} 起已有别的版本在用，这一版最早从那天生效。要评更早的通话，请选最早发布的那一版再次启用，勾选“用于全部通话”。</translation>
    </message>
    <message>
        <source>To be seen: {words}</source>
        <translation>提示：{words}</translation>
    </message>
    <message>
        <source>Use this version for earlier calls too</source>
        <translation>把这一版也用于更早的通话</translation>
    </message>
    <message>
        <source>Use for earlier calls</source>
        <translation>用于更早的通话</translation>
    </message>
    <message>
        <source>Still needed: {columns}. Choose the row of the headings, or the columns below.</source>
        <translation>还缺：{columns}。请点选表头所在的行，或在下面逐列指定。</translation>
    </message>
    <message>
        <source>Columns that are not used: {names}</source>
        <translation>没有用到的列：{names}</translation>
    </message>
    <message>
        <source>{items} items read</source>
        <translation>读入 {items} 个评分项</translation>
    </message>
    <message>
        <source>rows left out: {left_out}</source>
        <translation>{left_out} 行没有读入</translation>
    </message>
    <message>
        <source>{problems} to put right, in the sheet or later in the draft</source>
        <translation>{problems} 处要改（改表格后重新导入，或存成草稿再改）</translation>
    </message>
    <message>
        <source>nothing wrong</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>; </source>
        <translation>；</translation>
    </message>
    <message>
        <source>Out of use for calls from this day on</source>
        <translation>从这天起的通话停用</translation>
    </message>
    <message>
        <source>Out of use for all calls, also earlier ones</source>
        <translation>对全部通话停用，包括以前的</translation>
    </message>
    <message>
        <source>Out of use only for these businesses (none ticked: all)</source>
        <translation>只对这些业务停用（不勾选为全部）</translation>
    </message>
    <message>
        <source>Out of use only for these teams (none ticked: all)</source>
        <translation>只对这些班组停用（不勾选为全部）</translation>
    </message>
    <message>
        <source>A version holds since {day}: the card can be taken out of use from that day on.</source>
        <translation>现行版本从 {day} 起生效，最早从这天起停用。</translation>
    </message>
    <message>
        <source>Deduction of</source>
        <translation>扣分总额</translation>
    </message>
    <message>
        <source>Out of use: {card}. Choose one of its versions to use it again.</source>
        <translation>已停用：{card}。要恢复，选一个版本，点“重新启用”。</translation>
    </message>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>The catalogue of faults does not have “{code}”: choose one from the list, or add it to the catalogue</source>
        <translation>差错目录里没有“{code}”：请从列表里选，或先到差错目录新增</translation>
    </message>
    <message>
        <source>For all calls</source>
        <translation>全部通话</translation>
    </message>
    <message>
        <source>{name}: draft {n}, {about}</source>
        <translation>{name}：草稿 {n}，{about}</translation>
    </message>
    <message>
        <source>Proposed weights</source>
        <translation>建议权重</translation>
    </message>
    <message>
        <source>From {file}</source>
        <translation>来自 {file}</translation>
    </message>
</context>
<context>
    <name>Sessions</name>
    <message>
        <source>The case</source>
        <translation>案例</translation>
    </message>
    <message>
        <source>Discussion stop deleted</source>
        <translation>讨论点已删除</translation>
    </message>
    <message>
        <source>Name of the case</source>
        <translation>案例名称</translation>
    </message>
    <message>
        <source>What to listen for</source>
        <translation>听什么</translation>
    </message>
    <message>
        <source>What was good</source>
        <translation>优点</translation>
    </message>
    <message>
        <source>What to improve</source>
        <translation>不足</translation>
    </message>
    <message>
        <source>My notes (only for me)</source>
        <translation>备注（只给自己看）</translation>
    </message>
    <message>
        <source>Minutes</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>worked out</source>
        <translation>自动估算</translation>
    </message>
    <message>
        <source>Hide names and numbers from the room</source>
        <translation>演示时隐藏姓名和号码</translation>
    </message>
    <message>
        <source>Begins here (I)</source>
        <translation>从这里开始 (I)</translation>
    </message>
    <message>
        <source>Ends here (O)</source>
        <translation>到这里结束 (O)</translation>
    </message>
    <message>
        <source>Stop here (Q)</source>
        <translation>在这里讨论 (Q)</translation>
    </message>
    <message>
        <source>Discussion stops</source>
        <translation>讨论点</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Question first</source>
        <translation>先提问</translation>
    </message>
    <message>
        <source>What did you hear?</source>
        <translation>听出了什么？</translation>
    </message>
    <message>
        <source>Then the comment</source>
        <translation>再点评</translation>
    </message>
    <message>
        <source>Discussion stop at {at}</source>
        <translation>{at} 的讨论点</translation>
    </message>
    <message>
        <source>At</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>A new playlist</source>
        <translation>新的案例集</translation>
    </message>
    <message>
        <source>Playlist</source>
        <translation>案例集</translation>
    </message>
    <message>
        <source>Name of a new one</source>
        <translation>新案例集的名称</translation>
    </message>
    <message>
        <source>for example: Week 47, tone of voice</source>
        <translation>例如：第 47 周 语气</translation>
    </message>
    <message>
        <source>Add to a playlist</source>
        <translation>加入案例集</translation>
    </message>
    <message>
        <source>Cases added: {count}</source>
        <translation>已加入 {count} 个案例</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source>New playlist</source>
        <translation>新建案例集</translation>
    </message>
    <message>
        <source>Change the playlist</source>
        <translation>修改案例集</translation>
    </message>
    <message>
        <source>{title} (copy)</source>
        <translation>{title}（副本）</translation>
    </message>
    <message>
        <source>Playlist deleted</source>
        <translation>案例集已删除</translation>
    </message>
    <message>
        <source>Taken out of the playlist</source>
        <translation>已移出案例集</translation>
    </message>
    <message>
        <source>New playlist from this template</source>
        <translation>用此模板新建案例集</translation>
    </message>
    <message>
        <source>Name, kind and length…</source>
        <translation>名称、类型和时长…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制一份</translation>
    </message>
    <message>
        <source>Keep as a template</source>
        <translation>存为模板</translation>
    </message>
    <message>
        <source>Hide all names from the room</source>
        <translation>全部隐藏姓名</translation>
    </message>
    <message>
        <source>Show all names</source>
        <translation>全部显示姓名</translation>
    </message>
    <message>
        <source>Send to somebody…</source>
        <translation>发给同事…</translation>
    </message>
    <message>
        <source>Delete the playlist</source>
        <translation>删除案例集</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>开始演示</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Playlists</source>
        <translation>案例集</translation>
    </message>
    <message>
        <source>Cases in their order</source>
        <translation>案例（按播放顺序）</translation>
    </message>
    <message>
        <source>No playlists yet. A playlist holds the cases of a session: seconds of calls, where to stop, what to ask.</source>
        <translation>还没有案例集。案例集是一次会议要讲的案例：听哪几段录音，在哪里停下，问什么。</translation>
    </message>
    <message>
        <source>No case yet. Find calls in the library and drag them here, or add the call that is open in Inspect from its menu ⋯.</source>
        <translation>还没有案例。可从录音库把录音拖到这里，也可在质检页的 ⋯ 菜单里加入当前录音。</translation>
    </message>
    <message>
        <source>Find calls</source>
        <translation>去找录音</translation>
    </message>
    <message>
        <source>Min</source>
        <translation>分钟</translation>
    </message>
    <message>
        <source>Template: {title}</source>
        <translation>模板：{title}</translation>
    </message>
    <message>
        <source>Playlists and sessions</source>
        <translation>案例集和案例分析会</translation>
    </message>
    <message>
        <source>Weekly session</source>
        <translation>周案例分析</translation>
    </message>
    <message>
        <source>Small group</source>
        <translation>薄弱坐席小组</translation>
    </message>
    <message>
        <source>Exchange meeting</source>
        <translation>质检话务交流会</translation>
    </message>
    <message>
        <source>One-to-one</source>
        <translation>一对一</translation>
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
        <source>Discussion</source>
        <translation>讨论</translation>
    </message>
    <message>
        <source>Case {number}</source>
        <translation>案例 {number}</translation>
    </message>
    <message>
        <source>{agent} (hidden from the room)</source>
        <translation>{agent}（演示时隐藏）</translation>
    </message>
    <message>
        <source>stops: {count}</source>
        <translation>{count} 个讨论点</translation>
    </message>
    <message>
        <source>about {minutes} min</source>
        <translation>约 {minutes} 分钟</translation>
    </message>
    <message>
        <source>Cases: {count} · about {taken} of {minutes} min</source>
        <translation>{count} 个案例 · 约 {taken} / {minutes} 分钟</translation>
    </message>
    <message>
        <source>Only weaknesses: show what was good as well</source>
        <translation>只有不足，没有优点：也请讲讲做得好的</translation>
    </message>
    <message>
        <source>Only strengths: show what could be better as well</source>
        <translation>只有优点，没有不足：也请讲讲可以改进的</translation>
    </message>
    <message>
        <source>Only weaknesses in case {numbers}</source>
        <translation>案例 {numbers} 只有不足，没有优点</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>案例分析会</translation>
    </message>
    <message>
        <source>Training plans</source>
        <translation>培训方案</translation>
    </message>
    <message>
        <source>Best calls</source>
        <translation>最佳对话</translation>
    </message>
    <message>
        <source>Comments taken as stops</source>
        <translation>点评已加为讨论点</translation>
    </message>
    <message>
        <source>Take comments</source>
        <translation>取自点评</translation>
    </message>
    <message>
        <source>Every comment of this call in these seconds becomes a stop</source>
        <translation>把这段录音里质检时写的点评都加为讨论点</translation>
    </message>
    <message>
        <source>Kept as a template at the end of the list</source>
        <translation>已存为模板，排在列表末尾</translation>
    </message>
    <message>
        <source>Present from the chosen case</source>
        <translation>从选中的案例开始演示</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>点评</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>In a comment, type / and the code, then Tab puts the words in.</source>
        <translation>写点评时输入“/短码”再按 Tab，就会展开成整句。</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>短码</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Reusable remarks</source>
        <translation>常用评语</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>保存修改</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Usual scorecard</source>
        <translation>默认评分表</translation>
    </message>
    <message>
        <source>The usual one</source>
        <translation>使用默认评分表</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>个人</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>Working</source>
        <translation>工作习惯</translation>
    </message>
    <message>
        <source>Scorecards</source>
        <translation>评分表</translation>
    </message>
    <message>
        <source>Workspace</source>
        <translation>工作区</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>My identity</source>
        <translation>我的身份</translation>
    </message>
    <message>
        <source>Name and number</source>
        <translation>工号与姓名</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>My signing keys</source>
        <translation>签名密钥</translation>
    </message>
    <message>
        <source>Ask again after</source>
        <translation>多久后重新输入</translation>
    </message>
    <message>
        <source>The fifteen words stand for your keys. Read them to the other person when somebody adds your card: if theirs are the same, nobody has come between you.</source>
        <translation>这十五个字就是您的密钥指纹。别人添加您的名片时，互相念一遍：两边一样，就没有人中途掉包。</translation>
    </message>
    <message>
        <source>My card…</source>
        <translation>我的名片…</translation>
    </message>
    <message>
        <source>Copy the fingerprint</source>
        <translation>复制指纹</translation>
    </message>
    <message>
        <source>Unlock…</source>
        <translation>解锁…</translation>
    </message>
    <message>
        <source>Lock now</source>
        <translation>立即锁定</translation>
    </message>
    <message>
        <source>What only you may do is signed with your own keys: decisions, sign-offs, publications, the team. Listening, marking and scoring never ask for it.</source>
        <translation>只有本人能做的事才用它签名：裁定、签字确认、发布标准、管理团队。听录音、标记、评分都不会问口令。</translation>
    </message>
    <message>
        <source>Every time</source>
        <translation>每次都输入</translation>
    </message>
    <message>
        <source>{minutes} minutes</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>No passphrase yet; nothing has asked for one</source>
        <translation>还没有设口令，目前也用不到</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Unlocked</source>
        <translation>已解锁</translation>
    </message>
    <message>
        <source>Set a passphrase…</source>
        <translation>设置口令…</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>修改口令…</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Calls per day</source>
        <translation>每日目标（条）</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>播放</translation>
    </message>
    <message>
        <source>Step back on resume</source>
        <translation>恢复播放时后退</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
    <message>
        <source>Your own speed</source>
        <translation>常用倍速</translation>
    </message>
    <message>
        <source>The agent is recorded on</source>
        <translation>坐席录在</translation>
    </message>
    <message>
        <source>Play every call equally loud (EBU R128)</source>
        <translation>各录音音量一致（EBU R128）</translation>
    </message>
    <message>
        <source>Skip silence</source>
        <translation>跳过静音</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>打开所在文件夹</translation>
    </message>
    <message>
        <source>Open another workspace…</source>
        <translation>打开其他工作区…</translation>
    </message>
    <message>
        <source>QA Desktop</source>
        <translation>质检工作台</translation>
    </message>
    <message>
        <source>Libraries and their licences</source>
        <translation>所用程序库及许可</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>MIT. Works offline; nothing leaves this computer by itself.</source>
        <translation>MIT 许可。离线运行，数据不会自行离开这台电脑。</translation>
    </message>
    <message>
        <source>Pages of the settings</source>
        <translation>设置页面</translation>
    </message>
    <message>
        <source>General</source>
        <translation>通用</translation>
    </message>
    <message>
        <source>Me and my team</source>
        <translation>我与团队</translation>
    </message>
    <message>
        <source>Workspace and backups</source>
        <translation>工作区与备份</translation>
    </message>
    <message>
        <source>Health</source>
        <translation>工作区体检</translation>
    </message>
    <message>
        <source>Trash and erasing</source>
        <translation>回收站与清除</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>From – to</source>
        <translation>起止日期</translation>
    </message>
    <message>
        <source>Work done</source>
        <translation>工作成果</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Journal</source>
        <translation>操作记录</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>占用空间</translation>
    </message>
    <message>
        <source>Free on this disk</source>
        <translation>磁盘剩余空间</translation>
    </message>
    <message>
        <source>What is in my workspace</source>
        <translation>工作区里有什么</translation>
    </message>
    <message>
        <source>Prepared sound</source>
        <translation>播放缓存</translation>
    </message>
    <message>
        <source>Keep at most</source>
        <translation>最多保留</translation>
    </message>
    <message>
        <source>Takes now</source>
        <translation>现在占用</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Erase for ever</source>
        <translation>永久清除</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Find an act or a key</source>
        <translation>查找操作或按键</translation>
    </message>
    <message>
        <source>Acts and their keys</source>
        <translation>操作与按键</translation>
    </message>
    <message>
        <source>Act</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>时间轴</translation>
    </message>
    <message>
        <source>Anywhere</source>
        <translation>任何地方</translation>
    </message>
    <message>
        <source>Comment</source>
        <translation>点评框</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>As it was</source>
        <translation>恢复默认</translation>
    </message>
    <message>
        <source>All as they were</source>
        <translation>全部恢复默认</translation>
    </message>
    <message>
        <source>Words of this centre (in Chinese)</source>
        <translation>本中心的叫法</translation>
    </message>
    <message>
        <source>Agents are called</source>
        <translation>坐席叫作</translation>
    </message>
    <message>
        <source>Team leads are called</source>
        <translation>组长叫作</translation>
    </message>
    <message>
        <source>Texts of all licences</source>
        <translation>全部许可文本</translation>
    </message>
    <message>
        <source>Team of colleagues</source>
        <translation>我的团队</translation>
    </message>
    <message>
        <source>Data for analysis</source>
        <translation>数据分析</translation>
    </message>
    <message>
        <source>Export a dataset…</source>
        <translation>导出数据集…</translation>
    </message>
    <message>
        <source>All records as Parquet tables, for DuckDB, Spark or a data warehouse; without names unless you ask for them.</source>
        <translation>把全部记录导出成 Parquet 表，供 DuckDB、Spark 或数据仓库分析；默认不含姓名。</translation>
    </message>
    <message>
        <source>Reaction time</source>
        <translation>反应时间</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> 毫秒</translation>
    </message>
    <message>
        <source>The left channel</source>
        <translation>左声道</translation>
    </message>
    <message>
        <source>The right channel</source>
        <translation>右声道</translation>
    </message>
    <message>
        <source>For recordings with two channels, as the telephone system makes them. The agent is always drawn above the customer</source>
        <translation>用于双声道录音，以电话系统的录法为准。波形上总是坐席在上、客户在下</translation>
    </message>
    <message>
        <source>Taken off what you mark while the call plays: keys come late</source>
        <translation>播放时做标记，会往前退这么久：手总比耳朵慢一点</translation>
    </message>
    <message>
        <source>All keys</source>
        <translation>整套键位</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>My own</source>
        <translation>自己改过的</translation>
    </message>
    <message>
        <source>The fund is called</source>
        <translation>基金的叫法</translation>
    </message>
    <message>
        <source>Fines are called</source>
        <translation>扣罚的叫法</translation>
    </message>
</context>
<context>
    <name>SlipFollowUp</name>
    <message>
        <source>Follow-up:</source>
        <translation>后续跟进：</translation>
    </message>
    <message>
        <source>Open it to write down what came of it</source>
        <translation>打开后登记结果</translation>
    </message>
    <message>
        <source>Follow-up after the slip</source>
        <translation>提醒单后续跟进</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>以后再说</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>安排</translation>
    </message>
    <message>
        <source>When will you see the agent again?</source>
        <translation>后续怎么跟进？</translation>
    </message>
    <message>
        <source>On its day each step stands above the day&apos;s list.</source>
        <translation>到期当天，会在当日录音列表上方提醒。</translation>
    </message>
    <message>
        <source>Day: {purpose}</source>
        <translation>日期：{purpose}</translation>
    </message>
    <message>
        <source>About what</source>
        <translation>跟进内容</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>方式</translation>
    </message>
    <message>
        <source>Tick at least one step</source>
        <translation>请至少勾选一项</translation>
    </message>
    <message>
        <source>Say what it is about</source>
        <translation>请填写跟进内容</translation>
    </message>
    <message>
        <source>After the slip of {day}: {faults}</source>
        <translation>{day} 提醒单跟进：{faults}</translation>
    </message>
    <message>
        <source>Follow-up planned</source>
        <translation>已安排跟进</translation>
    </message>
    <message>
        <source>Follow up…</source>
        <translation>跟进…</translation>
    </message>
</context>
<context>
    <name>Slips</name>
    <message>
        <source>(heard nothing to change)</source>
        <translation>（没有听出问题）</translation>
    </message>
    <message>
        <source>Found by the agent: {words}</source>
        <translation>坐席自己听出：{words}</translation>
    </message>
    <message>
        <source>First listen together to the seconds in question</source>
        <translation>请先一起听完提醒单所指的片段</translation>
    </message>
    <message>
        <source>Then write down what the agent found, or tick the box</source>
        <translation>再写下坐席听出了什么，或勾选“没有听出问题”</translation>
    </message>
    <message>
        <source>Record the refusal</source>
        <translation>记录拒签</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>签字</translation>
    </message>
    <message>
        <source>Write down who is the witness</source>
        <translation>请写明见证人</translation>
    </message>
    <message>
        <source>The agent signs in the box</source>
        <translation>请坐席在框内签名</translation>
    </message>
    <message>
        <source>What the agent says is written down. The agent signs when the lead has confirmed the slip: back to the list, and send it if that is still to be done.</source>
        <translation>坐席的话已记下。组长确认后再请坐席签字；还没有发给组长的，请返回列表发送。</translation>
    </message>
    <message>
        <source>Step 1 of 2: the agent listens and says what he hears</source>
        <translation>第 1 步，共 2 步：坐席先听，自己说</translation>
    </message>
    <message>
        <source>Step 2 of 2: the fault, the rule and the answer</source>
        <translation>第 2 步，共 2 步：差错、条款与答复</translation>
    </message>
    <message>
        <source>What the agent found is written down</source>
        <translation>坐席的话已记下</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Listen together first. What does the agent hear? Write it down in his own words; the fault is shown only after that.</source>
        <translation>先一起听录音。坐席听出了什么？请按坐席的原话记下来，之后才显示差错。</translation>
    </message>
    <message>
        <source>What the agent found</source>
        <translation>坐席听出的问题</translation>
    </message>
    <message>
        <source>What the agent found, in his words</source>
        <translation>坐席听出的问题，按原话记录</translation>
    </message>
    <message>
        <source>The agent heard nothing to change</source>
        <translation>坐席没有听出问题</translation>
    </message>
    <message>
        <source>Write it down, and show the fault</source>
        <translation>记下来，显示差错</translation>
    </message>
    <message>
        <source>The slip</source>
        <translation>提醒单</translation>
    </message>
    <message>
        <source>The agent&apos;s words</source>
        <translation>坐席的话</translation>
    </message>
    <message>
        <source>What the agent says to it (optional)</source>
        <translation>坐席有什么想说的（可不填）</translation>
    </message>
    <message>
        <source>Begin again</source>
        <translation>重签</translation>
    </message>
    <message>
        <source>The agent refuses to sign</source>
        <translation>坐席拒签</translation>
    </message>
    <message>
        <source>Witness: work number and name</source>
        <translation>见证人：工号和姓名</translation>
    </message>
    <message>
        <source>Witness</source>
        <translation>见证人</translation>
    </message>
    <message>
        <source>Severity of {name}</source>
        <translation>“{name}”的严重程度</translation>
    </message>
    <message>
        <source>Impact of {name}</source>
        <translation>“{name}”的影响</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>具体情况</translation>
    </message>
    <message>
        <source>What happened: {name}</source>
        <translation>“{name}”的具体情况</translation>
    </message>
    <message>
        <source>no seconds marked</source>
        <translation>没有标记时间</translation>
    </message>
    <message>
        <source>No option of this evaluation has a fault code, so there is nothing to put on a slip. Give the options of the scorecard fault codes, or choose another evaluation.</source>
        <translation>这张质检单里没有带差错代码的扣分，提醒单没有内容可写。请先在评分表的选项上填写差错代码，或换一张质检单。</translation>
    </message>
    <message>
        <source>Tick at least one fault.</source>
        <translation>请至少勾选一项差错。</translation>
    </message>
    <message>
        <source>By the standard: {rung}</source>
        <translation>按评扣标准：{rung}</translation>
    </message>
    <message>
        <source>Write the amount of the fine</source>
        <translation>请填写罚款金额</translation>
    </message>
    <message>
        <source>Say why it is another rung or amount than the standard&apos;s</source>
        <translation>处理等级或金额与评扣标准不同，请写明原因</translation>
    </message>
    <message>
        <source>decided by {faults}</source>
        <translation>由 {faults} 决定</translation>
    </message>
    <message>
        <source>Draw a warning slip</source>
        <translation>开质检提醒单</translation>
    </message>
    <message>
        <source>Which faults go on the slip?</source>
        <translation>哪些差错写进提醒单？</translation>
    </message>
    <message>
        <source>Rung</source>
        <translation>处理等级</translation>
    </message>
    <message>
        <source> yuan</source>
        <translation> 元</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Why another one</source>
        <translation>不按标准的原因</translation>
    </message>
    <message>
        <source>Throw the draft away</source>
        <translation>丢弃草稿</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>稍后</translation>
    </message>
    <message>
        <source>What you typed is kept as a draft</source>
        <translation>已填的内容会留作草稿</translation>
    </message>
    <message>
        <source>Draw and sign</source>
        <translation>开单并签字</translation>
    </message>
    <message>
        <source>As the standard says</source>
        <translation>按评扣标准</translation>
    </message>
    <message>
        <source>Say why the severity is another than the class of the problem says</source>
        <translation>请说明严重程度为什么与问题类别不一致</translation>
    </message>
    <message>
        <source>Agent unknown</source>
        <translation>坐席未知</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Nobody yet</source>
        <translation>暂不指定</translation>
    </message>
    <message>
        <source>This rung is also signed off by: {roles}. Nobody has that role yet (Settings, Me and my team); the slip will wait for it.</source>
        <translation>这个处理等级还要 {roles} 签字，但还没有人担任（设置 › 我与团队）；单子会停在那一步等待。</translation>
    </message>
    <message>
        <source>Nobody has the role of a team lead. In a team, give somebody the role: Settings, Me and my team. Working alone, cancel the slip and draw it again: then the lead signs on paper.</source>
        <translation>还没有人担任组长。有团队的，请在“设置 › 我与团队”里授予角色；一个人用的，请撤销这张提醒单后重开：改由组长在纸上签字。</translation>
    </message>
    <message>
        <source>Deduct</source>
        <translation>扣</translation>
    </message>
    <message>
        <source>Do not deduct</source>
        <translation>不扣</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>裁定</translation>
    </message>
    <message>
        <source>What the standard should say</source>
        <translation>评扣标准应怎样写</translation>
    </message>
    <message>
        <source>What holds</source>
        <translation>以哪个为准</translation>
    </message>
    <message>
        <source>Choose first</source>
        <translation>请先选择</translation>
    </message>
    <message>
        <source>A reason is needed</source>
        <translation>请写明原因</translation>
    </message>
    <message>
        <source>A witness is needed</source>
        <translation>请填写见证人</translation>
    </message>
    <message>
        <source>Say what the standard should say</source>
        <translation>请写明评扣标准应怎样写</translation>
    </message>
    <message>
        <source>To whom does the slip go?</source>
        <translation>提醒单发给谁？</translation>
    </message>
    <message>
        <source>Why do you dispute it?</source>
        <translation>为什么有异议？</translation>
    </message>
    <message>
        <source>What do you decide?</source>
        <translation>怎样裁定？</translation>
    </message>
    <message>
        <source>Why should the manager decide?</source>
        <translation>为什么要请经理裁定？</translation>
    </message>
    <message>
        <source>The agent is not there: who can witness it?</source>
        <translation>坐席不在场，谁可以见证？</translation>
    </message>
    <message>
        <source>Two moves were made apart. Which one holds?</source>
        <translation>两个人分别做了不同的处理，以哪个为准？</translation>
    </message>
    <message>
        <source>Why is the slip cancelled?</source>
        <translation>为什么撤销这张提醒单？</translation>
    </message>
    <message>
        <source>The appeal was granted: the slip counts no longer</source>
        <translation>申诉成立，提醒单作废</translation>
    </message>
    <message>
        <source>No slip yet: the call was not submitted</source>
        <translation>还不能开单：这通录音尚未提交评分</translation>
    </message>
    <message>
        <source>About the call that was submitted last: the one that is open is not submitted yet.</source>
        <translation>这是刚提交的上一通；现在打开的这通还没有提交。</translation>
    </message>
    <message>
        <source>There is a slip about it already: here</source>
        <translation>这份质检单已开过提醒单，就是这一张</translation>
    </message>
    <message>
        <source>The slip is drawn and signed by you</source>
        <translation>提醒单已开出并签字</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>听录音</translation>
    </message>
    <message>
        <source>✓ All of it was heard together</source>
        <translation>✓ 相关片段已一起听完</translation>
    </message>
    <message>
        <source>Not all of it heard together yet</source>
        <translation>相关片段还没有一起听完</translation>
    </message>
    <message>
        <source>✓ You have heard all of it</source>
        <translation>✓ 相关片段已全部听过</translation>
    </message>
    <message>
        <source>Not all of the seconds in question heard yet</source>
        <translation>相关片段还没有听完</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Sign here</source>
        <translation>在此签名</translation>
    </message>
    <message>
        <source>Write your name with mouse, finger or pen. Del begins again.</source>
        <translation>用鼠标、手指或手写笔签名，按 Del 重签。</translation>
    </message>
    <message>
        <source>To others…</source>
        <translation>改发他人…</translation>
    </message>
    <message>
        <source>Write the bundle for {names}…</source>
        <translation>给{names}写数据包…</translation>
    </message>
    <message>
        <source>You hold this role too, but you had another part in this slip: somebody else has to do it.</source>
        <translation>您也担任这个角色，但已在这张单子里经手过另一步：须由另一个人处理。</translation>
    </message>
    <message>
        <source>Nobody has this role yet: Settings, Me and my team. The slip waits until then.</source>
        <translation>还没有人担任，请在“设置 › 我与团队”里授予角色；授予之前单子停在这里。</translation>
    </message>
    <message>
        <source>Write a bundle…</source>
        <translation>写数据包…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Save as PDF with the seconds…</source>
        <translation>存为 PDF，附相关录音片段…</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>修改历史…</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>The evaluation was corrected after this slip was drawn: what was signed no longer covers it. Cancel the slip and draw it again.</source>
        <translation>开单之后质检单又更正过，原来的签字不再有效。请撤销这张提醒单后重新开。</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>First listen to the seconds in question, up to 2× speed</source>
        <translation>请先听完相关片段（不超过 2 倍速）</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>State</source>
        <translation>进展</translation>
    </message>
    <message>
        <source>Waits for</source>
        <translation>等谁处理</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>开单日期</translation>
    </message>
    <message>
        <source>Serial no.</source>
        <translation>流水号</translation>
    </message>
    <message>
        <source>My turn ({count})</source>
        <translation>待我处理（{count}）</translation>
    </message>
    <message>
        <source>No slip waits for you.</source>
        <translation>没有待本人处理的提醒单。</translation>
    </message>
    <message>
        <source>No slips yet. Open a submitted evaluation with a fault in Inspect and draw a slip from its menu ⋯; or merge a bundle that brings one.</source>
        <translation>还没有提醒单。在“质检”里打开一通已提交、有差错的录音，从菜单 ⋯ 里开单；也可以合并带有提醒单的数据包。</translation>
    </message>
    <message>
        <source>Done, and signed by you</source>
        <translation>已处理并签字</translation>
    </message>
    <message>
        <source>Signed. {names} will see it with your next bundle (Exchange)</source>
        <translation>已签字。给 {names} 写一个数据包（数据交换），对方才能收到</translation>
    </message>
    <message>
        <source>All slips</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Warning slips</source>
        <translation>质检提醒单</translation>
    </message>
    <message>
        <source>Print…  P</source>
        <translation>打印…  P</translation>
    </message>
    <message>
        <source>Print slips of the list</source>
        <translation>打印列表中的提醒单</translation>
    </message>
    <message>
        <source>My turn</source>
        <translation>待我处理</translation>
    </message>
    <message>
        <source>{day}, overdue</source>
        <translation>{day}，已过期</translation>
    </message>
    <message>
        <source>{day}, overdue by {days} d</source>
        <translation>{day}，过期 {days} 天</translation>
    </message>
    <message>
        <source>overdue</source>
        <translation>已超期</translation>
    </message>
    <message>
        <source>{days} d late</source>
        <translation>超期 {days} 天</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>发给组长…</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>确认</translation>
    </message>
    <message>
        <source>Dispute…</source>
        <translation>提出异议…</translation>
    </message>
    <message>
        <source>Decide…</source>
        <translation>裁定…</translation>
    </message>
    <message>
        <source>Accept</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>To the manager…</source>
        <translation>请经理裁定…</translation>
    </message>
    <message>
        <source>Take silence as the rule says</source>
        <translation>逾期未处理，按规定办</translation>
    </message>
    <message>
        <source>Talk with the agent…</source>
        <translation>与坐席面谈…</translation>
    </message>
    <message>
        <source>Agent absent…</source>
        <translation>坐席不在场…</translation>
    </message>
    <message>
        <source>Sign off</source>
        <translation>签字确认</translation>
    </message>
    <message>
        <source>Settle…</source>
        <translation>定夺…</translation>
    </message>
    <message>
        <source>Cancel the slip…</source>
        <translation>撤销提醒单…</translation>
    </message>
    <message>
        <source>Void after an appeal…</source>
        <translation>申诉成立，作废…</translation>
    </message>
    <message>
        <source>Areas of the slips</source>
        <translation>提醒单分区</translation>
    </message>
    <message>
        <source>Fund</source>
        <translation>奶茶基金</translation>
    </message>
    <message>
        <source>No talk is due: the agent was heard, or the slip is over</source>
        <translation>现在无需面谈：已面谈过，或提醒单已结束</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Proposal about</source>
        <translation>建议针对</translation>
    </message>
    <message>
        <source>Clause {clause} {fault}</source>
        <translation>条款 {clause} {fault}</translation>
    </message>
    <message>
        <source>How “{item}” is judged</source>
        <translation>“{item}”的判定口径</translation>
    </message>
    <message>
        <source>Proposal for the standard: {proposal} ({answer})</source>
        <translation>修订建议：{proposal}（{answer}）</translation>
    </message>
    <message>
        <source>Penalty standard</source>
        <translation>评扣标准</translation>
    </message>
    <message>
        <source>Proposals</source>
        <translation>修订建议</translation>
    </message>
    <message>
        <source>Waits for: {who}</source>
        <translation>等待处理：{who}</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>等待起</translation>
    </message>
    <message>
        <source>Recusals</source>
        <translation>回避</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>核验</translation>
    </message>
    <message>
        <source>For example 1:12 or 1:12–1:15</source>
        <translation>例如 1:12 或 1:12–1:15</translation>
    </message>
    <message>
        <source>Seconds of {name}</source>
        <translation>{name}的时间点</translation>
    </message>
    <message>
        <source>Write the seconds like 1:12 or 1:12–1:15</source>
        <translation>时间点请写成 1:12 或 1:12–1:15</translation>
    </message>
    <message>
        <source>Proposals ({count})</source>
        <translation>修订建议（{count}）</translation>
    </message>
</context>
<context>
    <name>SlipsDue</name>
    <message>
        <source>Slips due: {n}, {late} overdue</source>
        <translation>提醒单到期 {n} 张，超期 {late} 张</translation>
    </message>
    <message>
        <source>Slips due today: {n}</source>
        <translation>今日到期提醒单 {n} 张</translation>
    </message>
    <message>
        <source>Others are late: {n}</source>
        <translation>对方超期 {n} 张</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Show the slips that are due</source>
        <translation>查看到期的提醒单</translation>
    </message>
</context>
<context>
    <name>SoundBar</name>
    <message>
        <source>{time} saved</source>
        <translation>已省 {time}</translation>
    </message>
    <message>
        <source>How it is heard</source>
        <translation>播放方式</translation>
    </message>
    <message>
        <source>Skip silence</source>
        <translation>跳过静音</translation>
    </message>
    <message>
        <source>Both</source>
        <translation>双方</translation>
    </message>
    <message>
        <source>Agent only</source>
        <translation>只听坐席</translation>
    </message>
    <message>
        <source>Customer only</source>
        <translation>只听客户</translation>
    </message>
    <message>
        <source>Repeat</source>
        <translation>循环</translation>
    </message>
    <message>
        <source>Slower</source>
        <translation>减速</translation>
    </message>
    <message>
        <source>Faster</source>
        <translation>加速</translation>
    </message>
    <message>
        <source>Speed {speed}</source>
        <translation>倍速 {speed}</translation>
    </message>
    <message>
        <source>Volume {percent} %</source>
        <translation>音量 {percent}%</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>音量</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Person</source>
        <translation>个人</translation>
    </message>
    <message>
        <source>The engine that plays recordings</source>
        <translation>播放录音所用的引擎</translation>
    </message>
    <message>
        <source>Unlocked until {time}</source>
        <translation>已解锁到 {time}</translation>
    </message>
    <message>
        <source>Lock your signing keys now</source>
        <translation>立即锁定签名密钥</translation>
    </message>
    <message>
        <source>Locked</source>
        <translation>已锁定</translation>
    </message>
    <message>
        <source>Unlock your signing keys</source>
        <translation>解锁签名密钥</translation>
    </message>
    <message>
        <source>Today {done} / {target}</source>
        <translation>今日 {done} / {target}</translation>
    </message>
    <message>
        <source>Not saved yet, trying again</source>
        <translation>还有内容没保存，正在重试</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>All saved</source>
        <translation>已全部保存</translation>
    </message>
    <message>
        <source>Last backup {moment}</source>
        <translation>上次备份 {moment}</translation>
    </message>
    <message>
        <source>Backup failed</source>
        <translation>备份失败</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Submitting</name>
    <message>
        <source>Nothing has been changed: change an answer, the evidence or the words, or give the correction up.</source>
        <translation>什么都还没有改：请修改评分、证据或文字，不想改就放弃更正。</translation>
    </message>
    <message>
        <source>A warning slip was drawn about this evaluation. Once it is corrected the signatures on the slip are void, and it has to be drawn again. Submit again to go on.</source>
        <translation>这张质检单已经开了提醒单。更正后，提醒单上的签字不再有效，要撤销重开。仍要更正，请再提交一次。</translation>
    </message>
    <message>
        <source>The feedback only blames: {seen}, and nothing that was good. Add one thing that was good, or submit again as it is.</source>
        <translation>反馈只有批评：{seen}，没有一处优点。请补一条做得好的，或再按一次照样提交。</translation>
    </message>
    <message>
        <source>1 weakness is marked</source>
        <translation>标了 1 处不足</translation>
    </message>
    <message>
        <source>{n} weaknesses are marked</source>
        <translation>标了 {n} 处不足</translation>
    </message>
    <message>
        <source>“What to change” is filled in</source>
        <translation>填写了“改进建议”</translation>
    </message>
    <message>
        <source> and </source>
        <translation>，并</translation>
    </message>
</context>
<context>
    <name>Team</name>
    <message>
        <source>Join a team</source>
        <translation>加入团队</translation>
    </message>
    <message>
        <source>Ask whoever keeps the team for a bundle. Everything that you have done stays yours and is not rewritten.</source>
        <translation>向团队负责人要一个数据包。您以前做的都还是您的，不会改写。</translation>
    </message>
    <message>
        <source>Bundle of the team</source>
        <translation>团队的数据包</translation>
    </message>
    <message>
        <source>The keeper of the team read these words to me: all fifteen are the same</source>
        <translation>团队负责人给我念过，十五个字全对上</translation>
    </message>
    <message>
        <source>Join all the same, and hide them</source>
        <translation>仍然加入，这些记录先不显示</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>加入</translation>
    </message>
    <message>
        <source>{count} people are in its roster.</source>
        <translation>名册里有 {count} 人。</translation>
    </message>
    <message>
        <source>You are not in it yet: give your card to whoever keeps the team, and join with the bundle that you get then.</source>
        <translation>里面还没有您：先把名片交给团队负责人，再用他新写的数据包加入。</translation>
    </message>
    <message>
        <source>Add a person</source>
        <translation>添加成员</translation>
    </message>
    <message>
        <source>We read the fifteen words to each other: all are the same</source>
        <translation>我们互相念过，十五个字全对上</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Choose an identity card</source>
        <translation>选择身份名片</translation>
    </message>
    <message>
        <source>Ask for the identity card of the person: as a file, as text, or a picture of its QR code. This computer&apos;s camera is not used.</source>
        <translation>请对方把身份名片发给您：文件、文字，或二维码的图片、截屏都可以。不会打开摄像头。</translation>
    </message>
    <message>
        <source>Card or picture…</source>
        <translation>名片或图片…</translation>
    </message>
    <message>
        <source>Paste text or picture</source>
        <translation>粘贴文字或图片</translation>
    </message>
    <message>
        <source>Identity cards and pictures ({kinds})</source>
        <translation>身份名片和图片（{kinds}）</translation>
    </message>
    <message>
        <source>I asked this person: the new key is really theirs</source>
        <translation>我问过本人，确实换了密钥</translation>
    </message>
    <message>
        <source>The key is surely in their own hands: let it count</source>
        <translation>确认密钥还在本人手里，恢复使用</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>What somebody did counts by the roles of that day. For who leaves, set a last day: everything until then stays.</source>
        <translation>做的事按当天的角色算。有人离开，给角色填结束日期即可，之前的都保留。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Revoke a key</source>
        <translation>撤销密钥</translation>
    </message>
    <message>
        <source>For a key that was lost or stolen. Nothing that it signs from now on will count, on any computer of the team.</source>
        <translation>用于密钥丢失或被盗。从现在起，用这把密钥签的内容在全团队都不再起作用。</translation>
    </message>
    <message>
        <source>What of this person has arrived here stays. What has not will not count any more: merge their last bundle first.</source>
        <translation>已经传到这里的内容保留；还没传到的以后不算数，请先合并对方最后的数据包。</translation>
    </message>
    <message>
        <source>Somebody who only leaves or changes their work keeps the key: give their roles a last day instead.</source>
        <translation>只是离职或转岗的，不必撤销，给角色填结束日期就行。</translation>
    </message>
    <message>
        <source>Revoke</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Recovery file</source>
        <translation>恢复文件</translation>
    </message>
    <message>
        <source>Its passphrase</source>
        <translation>恢复文件的口令</translation>
    </message>
    <message>
        <source>Once more</source>
        <translation>再输一遍</translation>
    </message>
    <message>
        <source>Found a team</source>
        <translation>建立团队</translation>
    </message>
    <message>
        <source>Name of the team</source>
        <translation>团队名称</translation>
    </message>
    <message>
        <source>Who belongs to the team, and in which roles, is signed with its root key. That key goes into a recovery file: keep it on a stick in a safe, and its passphrase somewhere else. Without it nobody can ever change the roster again when this computer is gone.</source>
        <translation>谁在团队里、是什么角色，都由团队的根密钥签名。根密钥存进恢复文件：请放到 U 盘锁好，口令另外保管。这台电脑一旦坏了，没有恢复文件就再也改不了名册。</translation>
    </message>
    <message>
        <source>Found the team</source>
        <translation>建立团队</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Name a successor</source>
        <translation>设接任密钥</translation>
    </message>
    <message>
        <source>Makes a second key that may keep the roster, for a colleague who takes over when you are not there. Hand over the file and, by another way, its passphrase.</source>
        <translation>另做一把能改名册的密钥，您不在时由同事接手。文件和口令请分两条路交给他。</translation>
    </message>
    <message>
        <source>Make the key</source>
        <translation>生成接任密钥</translation>
    </message>
    <message>
        <source>Keep the roster on this computer</source>
        <translation>在这台电脑上管理名册</translation>
    </message>
    <message>
        <source>With the recovery file of the team, or of a successor, you can add and revoke people from this computer. The key is then sealed by your own passphrase.</source>
        <translation>有了团队或接任的恢复文件，就能在这台电脑上添加、撤销成员。密钥会用您自己的口令锁好。</translation>
    </message>
    <message>
        <source>Take it in</source>
        <translation>导入密钥</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Days like 2026-11-22; empty: no limit</source>
        <translation>日期写成 2026-11-22 这样；留空表示不限</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>A day like 2026-11-22, or empty</source>
        <translation>写成 2026-11-22 这样，或留空</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Whoever works alone needs no team. With colleagues, a team says whose work counts for what: one person founds it, the others join with a bundle.</source>
        <translation>一个人用不需要团队。几个人一起用时，团队名册规定谁能做什么：一人建立，其他人用数据包加入。</translation>
    </message>
    <message>
        <source>These are the words of the team. Whoever joins compares them with you.</source>
        <translation>这是团队的指纹。有人加入时，与他核对这十五个字。</translation>
    </message>
    <message>
        <source>The roster does not know you yet: give your card to whoever keeps the team. Until then what you save does not count for the others.</source>
        <translation>名册里还没有您：请把名片交给团队负责人。在此之前，您保存的内容对别人不起作用。</translation>
    </message>
    <message>
        <source>I score as</source>
        <translation>我评分的角色</translation>
    </message>
    <message>
        <source>People of the team</source>
        <translation>团队成员</translation>
    </message>
    <message>
        <source>Found a team…</source>
        <translation>建立团队…</translation>
    </message>
    <message>
        <source>Join a team…</source>
        <translation>加入团队…</translation>
    </message>
    <message>
        <source>Add a person…</source>
        <translation>添加成员…</translation>
    </message>
    <message>
        <source>Roles…</source>
        <translation>角色…</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>撤销…</translation>
    </message>
    <message>
        <source>Name a successor…</source>
        <translation>设接任密钥…</translation>
    </message>
    <message>
        <source>Use a recovery file…</source>
        <translation>用恢复文件接管…</translation>
    </message>
    <message>
        <source>Team: {name}</source>
        <translation>团队：{name}</translation>
    </message>
    <message>
        <source>You keep the roster on this computer. Somebody else should be able to as well: name a successor.</source>
        <translation>名册由这台电脑管理。最好再设一把接任密钥，以防万一。</translation>
    </message>
    <message>
        <source>The roster is kept on another computer.</source>
        <translation>名册由另一台电脑管理。</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>成员</translation>
    </message>
    <message>
        <source>Roles today</source>
        <translation>今天的角色</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name}（我）</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>None today</source>
        <translation>今天没有角色</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>Tiers</name>
    <message>
        <source>How the service tier is found</source>
        <translation>服务分级怎么算</translation>
    </message>
    <message>
        <source>The mean of recent scores decides. Practice and withdrawn evaluations do not count, and scores by different roles are never mixed.</source>
        <translation>按近期评分的均分定级。练习和撤回的质检单不算，不同角色打的分不混在一起。</translation>
    </message>
    <message>
        <source>Exempt still means a rare random check: nobody should feel unheard.</source>
        <translation>免检也会偶尔随机抽听，免得有人觉得没人在听。</translation>
    </message>
    <message>
        <source>Good from a mean of</source>
        <translation>均分达到多少为优</translation>
    </message>
    <message>
        <source>Fair from a mean of</source>
        <translation>均分达到多少为中等</translation>
    </message>
    <message>
        <source>Scores of the last</source>
        <translation>取最近多少天的评分</translation>
    </message>
    <message>
        <source>Of these only the newest</source>
        <translation>其中只取最近几次</translation>
    </message>
    <message>
        <source>At least so many scores</source>
        <translation>至少几次评分才分级</translation>
    </message>
    <message>
        <source>First tier after a project&apos;s start within</source>
        <translation>项目开始后几天内首次分级</translation>
    </message>
    <message>
        <source>Scores given as</source>
        <translation>按谁打的分</translation>
    </message>
    <message>
        <source>Good: listen to</source>
        <translation>优：监听力度</translation>
    </message>
    <message>
        <source>Fair: listen to</source>
        <translation>中等：监听力度</translation>
    </message>
    <message>
        <source>Poor: listen to</source>
        <translation>差：监听力度</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>all of them</source>
        <translation>全部</translation>
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
    <message>
        <source>{position} of {duration}, {speaker}, {annotations}</source>
        <translation>{position}，共 {duration}，{speaker}，{annotations}</translation>
    </message>
    <message>
        <source>agent speaking</source>
        <translation>坐席在说话</translation>
    </message>
    <message>
        <source>customer speaking</source>
        <translation>客户在说话</translation>
    </message>
    <message>
        <source>both speaking</source>
        <translation>双方同时说话</translation>
    </message>
    <message>
        <source>somebody speaking</source>
        <translation>有人说话</translation>
    </message>
    <message>
        <source>silence</source>
        <translation>无人说话</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>静音</translation>
    </message>
    <message>
        <source>Overtalk</source>
        <translation>抢话</translation>
    </message>
    <message>
        <source>Music</source>
        <translation>音乐</translation>
    </message>
    <message>
        <source>Ringing</source>
        <translation>振铃</translation>
    </message>
    <message>
        <source>{kind} {time}, {words}, {place} of {count}</source>
        <translation>{kind} {time}，{words}，第 {place} 个，共 {count} 个</translation>
    </message>
    <message>
        <source>no words yet</source>
        <translation>还没有点评</translation>
    </message>
    <message>
        <source>Back to the playhead</source>
        <translation>回到播放位置</translation>
    </message>
    <message>
        <source>The view does not follow the playhead now</source>
        <translation>画面没有跟随播放</translation>
    </message>
</context>
<context>
    <name>Toast</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>Training</name>
    <message>
        <source>{present} present, {absent} absent, {open} not ticked</source>
        <translation>到 {present} 人，缺 {absent} 人，未点名 {open} 人</translation>
    </message>
    <message>
        <source>All teams</source>
        <translation>全部班组</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>All the others present</source>
        <translation>其余全到</translation>
    </message>
    <message>
        <source>Take the tick off</source>
        <translation>取消点名</translation>
    </message>
    <message>
        <source>Absent…</source>
        <translation>缺席…</translation>
    </message>
    <message>
        <source>Present</source>
        <translation>到</translation>
    </message>
    <message>
        <source>List of attendance</source>
        <translation>出席名单</translation>
    </message>
    <message>
        <source>Trained: {topics}</source>
        <translation>培训内容：{topics}</translation>
    </message>
    <message>
        <source>{days} days before and after, by the day of the call. A change is only claimed where the intervals keep apart.</source>
        <translation>会前、会后各 {days} 天，按通话日期计。两个区间不重叠才算有变化。</translation>
    </message>
    <message>
        <source>Trained</source>
        <translation>培训内容</translation>
    </message>
    <message>
        <source>Look at</source>
        <translation>对比</translation>
    </message>
    <message>
        <source> days before and after</source>
        <translation> 天（会前、会后各）</translation>
    </message>
    <message>
        <source>What was trained</source>
        <translation>培训内容</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>{topic}: listen together once more</source>
        <translation>{topic}：再一起听一遍</translation>
    </message>
    <message>
        <source>About</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Look again on</source>
        <translation>复听日期</translation>
    </message>
    <message>
        <source>Follow up: {count}</source>
        <translation>跟进 {count} 人</translation>
    </message>
    <message>
        <source>It shows in the inspector&apos;s day; sampling takes these agents up later.</source>
        <translation>到期会出现在今日工作里；这些坐席也会列入后续抽检名单。</translation>
    </message>
    <message>
        <source>Follow-ups planned</source>
        <translation>已安排跟进</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存为 PDF…</translation>
    </message>
    <message>
        <source>Save as Excel…</source>
        <translation>存为 Excel…</translation>
    </message>
    <message>
        <source>Did it help {title}</source>
        <translation>培训效果 {title}</translation>
    </message>
    <message>
        <source>What was trained…</source>
        <translation>培训内容…</translation>
    </message>
    <message>
        <source>Report ▾</source>
        <translation>报告 ▾</translation>
    </message>
    <message>
        <source>Follow up…</source>
        <translation>跟进…</translation>
    </message>
    <message>
        <source>Who still needs help</source>
        <translation>仍需帮助的坐席</translation>
    </message>
    <message>
        <source>Rates before and after</source>
        <translation>培训前后对比</translation>
    </message>
    <message>
        <source>Everybody</source>
        <translation>全体</translation>
    </message>
    <message>
        <source>Were there</source>
        <translation>参训</translation>
    </message>
    <message>
        <source>Were not there</source>
        <translation>未参训</translation>
    </message>
    <message>
        <source>Topic</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>培训前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>培训后</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Fell</source>
        <translation>下降</translation>
    </message>
    <message>
        <source>Rose</source>
        <translation>上升</translation>
    </message>
    <message>
        <source>No clear change</source>
        <translation>看不出变化</translation>
    </message>
    <message>
        <source>Too little heard</source>
        <translation>数据不足</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Was there</source>
        <translation>参训</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>No</source>
        <translation>否</translation>
    </message>
    <message>
        <source>Sound of the question, at {at}</source>
        <translation>题目录音，{at}</translation>
    </message>
    <message>
        <source>marked at {at}</source>
        <translation>标在 {at}</translation>
    </message>
    <message>
        <source>Marked at {at}</source>
        <translation>已标在 {at}</translation>
    </message>
    <message>
        <source>Nothing marked yet</source>
        <translation>还没有标记</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Listen</source>
        <translation>听录音</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Mark here</source>
        <translation>标在这里</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
    <message>
        <source>New training plan</source>
        <translation>新建培训方案</translation>
    </message>
    <message>
        <source>Training plan</source>
        <translation>培训方案</translation>
    </message>
    <message>
        <source>Myself</source>
        <translation>我</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>From</source>
        <translation>开始</translation>
    </message>
    <message>
        <source>To</source>
        <translation>结束</translation>
    </message>
    <message>
        <source>Aim</source>
        <translation>目标</translation>
    </message>
    <message>
        <source>Plan in the trash</source>
        <translation>方案已放入回收站</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>For (none: everybody)</source>
        <translation>对象（不选即全体）</translation>
    </message>
    <message>
        <source>Session</source>
        <translation>会议</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Topic of the plan</source>
        <translation>方案内容</translation>
    </message>
    <message>
        <source>Removed</source>
        <translation>已删除</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Topics of the last {days} days</source>
        <translation>最近 {days} 天的问题</translation>
    </message>
    <message>
        <source>Topics added</source>
        <translation>已加入方案</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>New plan…</source>
        <translation>新建方案…</translation>
    </message>
    <message>
        <source>Add a topic…</source>
        <translation>添加内容…</translation>
    </message>
    <message>
        <source>Propose topics…</source>
        <translation>按质检结果推荐…</translation>
    </message>
    <message>
        <source>Document ▾</source>
        <translation>方案文档 ▾</translation>
    </message>
    <message>
        <source>Training plans</source>
        <translation>培训方案</translation>
    </message>
    <message>
        <source>Topics of the plan</source>
        <translation>方案内容</translation>
    </message>
    <message>
        <source>No training plan yet.
Begin one with “New plan…”; its topics come from the faults that were heard most.</source>
        <translation>还没有培训方案。
点“新建方案…”开始，内容可按最近常见的问题推荐。</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>方案</translation>
    </message>
    <message>
        <source>{failed} of {heard} evaluations, {agents} of {all} agents</source>
        <translation>{heard} 单中 {failed} 单，{all} 人中 {agents} 人</translation>
    </message>
    <message>
        <source>In the last {days} days {count} evaluations were submitted, without a fault or a weakness of a competency. Add topics with “Add a topic…”.</source>
        <translation>最近 {days} 天提交了 {count} 张质检单，没有差错，也没有能力项的不足。可以用“添加内容…”自己写。</translation>
    </message>
    <message>
        <source>Nothing was inspected in the last {days} days, so nothing can be proposed. Submit evaluations in Inspect, or add topics with “Add a topic…”.</source>
        <translation>最近 {days} 天还没有提交过质检单，没有依据可以推荐。请先在质检画面提交质检单，或用“添加内容…”自己写。</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Done…</source>
        <translation>完成…</translation>
    </message>
    <message>
        <source>What was agreed</source>
        <translation>会议约定</translation>
    </message>
    <message>
        <source>What agents suggested: each gets an answer</source>
        <translation>坐席建议（条条要答复）</translation>
    </message>
    <message>
        <source>Agree on something…</source>
        <translation>添加约定…</translation>
    </message>
    <message>
        <source>Note a suggestion…</source>
        <translation>记录建议…</translation>
    </message>
    <message>
        <source>Answer…</source>
        <translation>答复…</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>坐席建议</translation>
    </message>
    <message>
        <source>As before, {span}</source>
        <translation>原来的片段 {span}</translation>
    </message>
    <message>
        <source>Question of the quiz</source>
        <translation>考题</translation>
    </message>
    <message>
        <source>One more</source>
        <translation>加一个选项</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>{count} agents have answered this question. Where you correct what is right, they are marked again; the options they picked from stay.</source>
        <translation>已有 {count} 人答过这道题。更正答案后会给他们重判；已有的选项不能再改。</translation>
    </message>
    <message>
        <source>Option {letter}</source>
        <translation>选项 {letter}</translation>
    </message>
    <message>
        <source>This one is right</source>
        <translation>正确答案</translation>
    </message>
    <message>
        <source>Tick what is right.</source>
        <translation>勾选正确答案。</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案例</translation>
    </message>
    <message>
        <source>Right within ± seconds</source>
        <translation>允许误差（± 秒）</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>题目</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Quiz</source>
        <translation>考核</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>上一题</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>开始答题</translation>
    </message>
    <message>
        <source>Next agent</source>
        <translation>下一位</translation>
    </message>
    <message>
        <source>{agent} · question {place} of {count}</source>
        <translation>{agent} · 第 {place} 题，共 {count} 题</translation>
    </message>
    <message>
        <source>Choose one: 1–9, Enter goes on.</source>
        <translation>单选：按 1–9，回车下一题。</translation>
    </message>
    <message>
        <source>Choose all that are right: 1–9, Enter goes on.</source>
        <translation>多选：按 1–9 选出全部正确项，回车下一题。</translation>
    </message>
    <message>
        <source>Listen, and press M when you hear it. Enter goes on.</source>
        <translation>听录音，听到时按 M 标记，回车下一题。</translation>
    </message>
    <message>
        <source>Hand in</source>
        <translation>交卷</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一题</translation>
    </message>
    <message>
        <source>No answer yet to question {numbers}. Answer it first, or hand in once more to leave it so.</source>
        <translation>第 {numbers} 题还没有答。请先补答；再点一次交卷，就空着交。</translation>
    </message>
    <message>
        <source>{right} of {asked} right</source>
        <translation>答对 {right} 题，共 {asked} 题</translation>
    </message>
    <message>
        <source>Passed</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>Not passed yet: we go through it once more</source>
        <translation>还没有合格：再一起学一遍</translation>
    </message>
    <message>
        <source>Who takes the quiz?</source>
        <translation>谁来答题？</translation>
    </message>
    <message>
        <source>{passed} of {count} passed, pass mark {percent} %</source>
        <translation>{count} 人中 {passed} 人合格，合格线 {percent}%</translation>
    </message>
    <message>
        <source>Nobody has taken it yet</source>
        <translation>还没有人考</translation>
    </message>
    <message>
        <source>Question saved</source>
        <translation>考题已保存</translation>
    </message>
    <message>
        <source>Question in the trash</source>
        <translation>考题已放入回收站</translation>
    </message>
    <message>
        <source>Question in the trash: it no longer counts for the {count} who answered it</source>
        <translation>考题已移到回收站；答过的 {count} 人不再计这道题</translation>
    </message>
    <message>
        <source>Questions in another order</source>
        <translation>考题顺序已调整</translation>
    </message>
    <message>
        <source>Tick first who is there.</source>
        <translation>请先在“出席”里点名。</translation>
    </message>
    <message>
        <source>Save answer sheets as Excel…</source>
        <translation>导出答卷（Excel）…</translation>
    </message>
    <message>
        <source>Read answers from Excel…</source>
        <translation>读入答卷（Excel）…</translation>
    </message>
    <message>
        <source>Quiz {title}</source>
        <translation>考核 {title}</translation>
    </message>
    <message>
        <source>Row {row}: {why}</source>
        <translation>第 {row} 行：{why}</translation>
    </message>
    <message>
        <source>{count} rows were not taken:</source>
        <translation>有 {count} 行没有读入：</translation>
    </message>
    <message>
        <source>… and {count} more</source>
        <translation>……还有 {count} 条</translation>
    </message>
    <message>
        <source>{count} quizzes marked</source>
        <translation>已批改 {count} 份</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>考题</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>New question…</source>
        <translation>出题…</translation>
    </message>
    <message>
        <source>By files ▾</source>
        <translation>文件答卷 ▾</translation>
    </message>
    <message>
        <source>Take the quiz…</source>
        <translation>开始考核…</translation>
    </message>
    <message>
        <source>Questions of the quiz</source>
        <translation>考题</translation>
    </message>
    <message>
        <source>Results of the quiz</source>
        <translation>考核成绩</translation>
    </message>
    <message>
        <source>Question saved; the answers of {count} agents are marked by it</source>
        <translation>考题已保存；答过的 {count} 人已按新答案重判</translation>
    </message>
    <message>
        <source>This session: {rate}
{trainer} in {month}: {of_month}</source>
        <translation>本场：{rate}
{trainer} {month}：{of_month}</translation>
    </message>
    <message>
        <source>Satisfaction sheets</source>
        <translation>满意度表</translation>
    </message>
    <message>
        <source>no sheet yet</source>
        <translation>还没有</translation>
    </message>
    <message>
        <source>{part} of {whole} satisfied ({percent} %, {low}–{high} %)</source>
        <translation>{whole} 份中 {part} 份满意（{percent}%，{low}–{high}%）</translation>
    </message>
    <message>
        <source>New session</source>
        <translation>新建会议</translation>
    </message>
    <message>
        <source>Session planned</source>
        <translation>会议已安排</translation>
    </message>
    <message>
        <source>Change the session</source>
        <translation>修改会议</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>时长</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Trainer</source>
        <translation>培训师</translation>
    </message>
    <message>
        <source>Playlist</source>
        <translation>案例集</translation>
    </message>
    <message>
        <source>Agenda</source>
        <translation>议程</translation>
    </message>
    <message>
        <source>Pass mark</source>
        <translation>合格线</translation>
    </message>
    <message>
        <source>Marked as held: {held}</source>
        <translation>已标记为已召开：{held}</translation>
    </message>
    <message>
        <source>Marked as planned again</source>
        <translation>已改回计划中</translation>
    </message>
    <message>
        <source>Session in the trash</source>
        <translation>会议已放入回收站</translation>
    </message>
    <message>
        <source>{count} present</source>
        <translation>{count} 人到</translation>
    </message>
    <message>
        <source>{count} absent</source>
        <translation>{count} 人缺</translation>
    </message>
    <message>
        <source>Ticks of {count} taken off</source>
        <translation>已取消 {count} 人的点名</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Absent: {count}</source>
        <translation>缺席 {count} 人</translation>
    </message>
    <message>
        <source>Agreed</source>
        <translation>约定</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Who does it, and until when: it then stands in that person&apos;s day.</source>
        <translation>写明谁做、到哪天；到期会出现在这个人的今日工作里。</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Unnamed</source>
        <translation>未具名</translation>
    </message>
    <message>
        <source>Suggestion</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>A suggestion</source>
        <translation>坐席建议</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>Answer a suggestion</source>
        <translation>答复建议</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已答复</translation>
    </message>
    <message>
        <source>Communication</source>
        <translation>沟通</translation>
    </message>
    <message>
        <source>Clarity</source>
        <translation>清晰</translation>
    </message>
    <message>
        <source>Interaction</source>
        <translation>互动</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>意见</translation>
    </message>
    <message>
        <source>Satisfaction sheet</source>
        <translation>培训满意度</translation>
    </message>
    <message>
        <source>5 is best. No name is kept with it.</source>
        <translation>5 分最好。不记名。</translation>
    </message>
    <message>
        <source>Withdraw</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>Withdrawn</source>
        <translation>已撤回</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Attendance</source>
        <translation>出席</translation>
    </message>
    <message>
        <source>Not answered yet</source>
        <translation>尚未答复</translation>
    </message>
    <message>
        <source>{question} · is not asked: {why}</source>
        <translation>{question} · 不出这道题：{why}</translation>
    </message>
    <message>
        <source>Attempt</source>
        <translation>第几次</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>答对</translation>
    </message>
    <message>
        <source>Its questions were deleted</source>
        <translation>所考的题目已删除</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>再培训</translation>
    </message>
    <message>
        <source>{outcome} · marked again, was {right}/{asked}</source>
        <translation>{outcome} · 已重判，原 {right}/{asked}</translation>
    </message>
    <message>
        <source>Typed in by</source>
        <translation>录入人</translation>
    </message>
    <message>
        <source>The trainer</source>
        <translation>培训师本人</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>Not held after all</source>
        <translation>取消召开</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>已召开</translation>
    </message>
    <message>
        <source>Minutes {title} {day}</source>
        <translation>会议纪要 {title} {day}</translation>
    </message>
    <message>
        <source>Agreed and suggested</source>
        <translation>约定与建议</translation>
    </message>
    <message>
        <source>Satisfaction</source>
        <translation>满意度</translation>
    </message>
    <message>
        <source>Did it help?</source>
        <translation>培训效果</translation>
    </message>
    <message>
        <source>Parts of the session</source>
        <translation>会议内容</translation>
    </message>
    <message>
        <source>New session…</source>
        <translation>新建会议…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>修改…</translation>
    </message>
    <message>
        <source>Minutes ▾</source>
        <translation>会议纪要 ▾</translation>
    </message>
    <message>
        <source>Send…</source>
        <translation>写成数据包…</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>案例分析会</translation>
    </message>
    <message>
        <source>No session yet.
Plan one with “New session…”: playlist, list of attendance, quiz and minutes belong to it.</source>
        <translation>还没有案例分析会。
点“新建会议…”安排一场，案例集、点名、考核和会议纪要都在里面。</translation>
    </message>
    <message>
        <source>{held} (planned for {planned})</source>
        <translation>{held}（原定 {planned}）</translation>
    </message>
    <message>
        <source>Planned</source>
        <translation>计划中</translation>
    </message>
    <message>
        <source>Absent</source>
        <translation>缺</translation>
    </message>
    <message>
        <source>Single choice</source>
        <translation>单选</translation>
    </message>
    <message>
        <source>Multiple choice</source>
        <translation>多选</translation>
    </message>
    <message>
        <source>Mark the second</source>
        <translation>听音定位</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Add a sheet…</source>
        <translation>录入满意度表…</translation>
    </message>
</context>
<context>
    <name>Trash</name>
    <message>
        <source>Nothing is deleted. What you delete stays here and can come back.</source>
        <translation>回收站是空的。删除的内容会留在这里，可以随时恢复。</translation>
    </message>
    <message>
        <source>Deleted records</source>
        <translation>已删除的内容</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>种类</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>删除时间</translation>
    </message>
    <message>
        <source>By</source>
        <translation>删除人</translation>
    </message>
    <message>
        <source>What it was</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>History…</source>
        <translation>历史…</translation>
    </message>
    <message>
        <source>When the law or a customer asks for it: sound, names, numbers and texts are removed everywhere and refused when they come back. Scores stay, without them. This cannot be undone.</source>
        <translation>法规或客户要求时使用：录音、姓名、号码和文字会从各处清除，以后再导入也会被拒绝；分数保留，但不再对应到人。清除后无法撤销。</translation>
    </message>
    <message>
        <source>Erase a recording…</source>
        <translation>清除一条录音…</translation>
    </message>
    <message>
        <source>Erase an agent…</source>
        <translation>清除一名坐席…</translation>
    </message>
    <message>
        <source>Erase a customer&apos;s number…</source>
        <translation>清除客户号码…</translation>
    </message>
    <message>
        <source>(erased)</source>
        <translation>（已清除）</translation>
    </message>
    <message>
        <source>{count} brought back</source>
        <translation>已恢复 {count} 条</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>The workspace cannot be opened</source>
        <translation>工作区打不开</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Choose another folder…</source>
        <translation>选择其他文件夹…</translation>
    </message>
    <message>
        <source>Restore the newest backup…</source>
        <translation>用最近的备份恢复…</translation>
    </message>
    <message>
        <source>Recover from bundles…</source>
        <translation>从数据包找回…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再试一次</translation>
    </message>
    <message>
        <source>Folder of the workspace</source>
        <translation>工作区文件夹</translation>
    </message>
</context>
<context>
    <name>Verify</name>
    <message>
        <source>As they were signed: {good} of {all} slips</source>
        <translation>{all} 张提醒单中 {good} 张与签字时一致</translation>
    </message>
    <message>
        <source>Open a bundle or a PDF</source>
        <translation>打开数据包或 PDF</translation>
    </message>
    <message>
        <source>Type or scan the code on a slip&apos;s paper, or open a bundle or the PDF of a slip: it says who signed exactly what. A bundle is only looked at, not merged.</source>
        <translation>输入或扫描纸质提醒单上的验证码，或者打开数据包、提醒单 PDF，即可查明谁签了什么、有没有改动。数据包只查看，不合并。</translation>
    </message>
    <message>
        <source>Code on the paper, or serial number</source>
        <translation>验证码或流水号</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>核验</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>打开文件…</translation>
    </message>
    <message>
        <source>The paper says (optional):</source>
        <translation>纸面内容（选填）：</translation>
    </message>
    <message>
        <source>Amount in yuan</source>
        <translation>金额（元）</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Work number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Second, like 1:12</source>
        <translation>时间点，如 1:12</translation>
    </message>
    <message>
        <source>Day, like 2026-11-22</source>
        <translation>日期，如 2026-11-22</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>核验结果</translation>
    </message>
</context>
<context>
    <name>WeightProposal</name>
    <message>
        <source>Make a draft of {n}</source>
        <translation>采纳 {n} 项，生成草稿</translation>
    </message>
    <message>
        <source>Counting what was lost…</source>
        <translation>正在统计失分…</translation>
    </message>
    <message>
        <source>Propose weights</source>
        <translation>建议权重</translation>
    </message>
    <message>
        <source>Scorecard</source>
        <translation>评分表</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>Proposed weights</source>
        <translation>建议权重</translation>
    </message>
    <message>
        <source>Tick all</source>
        <translation>全选</translation>
    </message>
    <message>
        <source>Tick those with a sign</source>
        <translation>只选有标记的</translation>
    </message>
    <message>
        <source>Tick none</source>
        <translation>全不选</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>评分项</translation>
    </message>
    <message>
        <source>Section</source>
        <translation>大项</translation>
    </message>
    <message>
        <source>Lost in</source>
        <translation>失分份数</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>失分率</translation>
    </message>
    <message>
        <source>95 % interval</source>
        <translation>95% 区间</translation>
    </message>
    <message>
        <source>Section mean</source>
        <translation>本大项平均</translation>
    </message>
    <message>
        <source>Sign</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>现权重</translation>
    </message>
    <message>
        <source>Proposed</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>▲ Common fault</source>
        <translation>▲ 常见差错</translation>
    </message>
    <message>
        <source>✓ Done well</source>
        <translation>✓ 普遍做得好</translation>
    </message>
    <message>
        <source>not measured</source>
        <translation>没有数据</translation>
    </message>
    <message>
        <source>Nobody has scored with “{card}” in this time. Weights are proposed from what was lost; choose a longer time.</source>
        <translation>这段时间还没有人用“{card}”评过。权重建议要看失分情况，请把时间选长一些。</translation>
    </message>
    <message>
        <source>Strength (1 is usual, 0 changes nothing)</source>
        <translation>调整力度（一般用 1，0 为不变）</translation>
    </message>
    <message>
        <source>How far weights follow the rates: at 1, a rate 10 points above the section&apos;s mean gives 10 % more weight, at 2 20 %. No weight is more than doubled or halved.</source>
        <translation>权重跟着失分率走多远：力度为 1 时，失分率比本大项平均高 10 个百分点，权重加 10%；力度为 2 时加 20%。最多加到两倍，最少减到一半。</translation>
    </message>
    <message>
        <source>Look at the last {n} days</source>
        <translation>看最近 {n} 天</translation>
    </message>
    <message>
        <source>Common faults</source>
        <translation>常见差错</translation>
    </message>
    <message>
        <source>{name} (draft)</source>
        <translation>{name}（草稿）</translation>
    </message>
    <message>
        <source>Take {n} into the draft</source>
        <translation>采纳 {n} 项到草稿</translation>
    </message>
    <message>
        <source>From {n} evaluations. What is lost more often than its section on average gets more weight, what is lost less often gets less; then all are brought to the weight that they had together, so that one near the average may move a little as well. What nobody was asked keeps its weight.</source>
        <translation>依据 {n} 份质检单。失分率高于本大项平均的加权，低于平均的减权，再按比例凑回原来的总权重，所以接近平均的也会略有变化；没有数据的不变。</translation>
    </message>
    <message>
        <source>This card has drafts already ({n}): what is ticked here becomes another one. To change a draft, choose it above.</source>
        <translation>这份评分表已有 {n} 份草稿：在这里采纳会另起一份草稿。要改已有的草稿，请在上面选它。</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>QA Desktop</source>
        <translation>质检工作台</translation>
    </message>
    <message>
        <source>Welcome to QA Desktop</source>
        <translation>欢迎使用质检工作台</translation>
    </message>
    <message>
        <source>Your name and work number stand under every evaluation you submit. Everything stays on this computer.</source>
        <translation>每张质检单上都会写明您的姓名和工号。所有数据只保存在这台电脑上。</translation>
    </message>
    <message>
        <source>Start my workspace</source>
        <translation>开始使用</translation>
    </message>
    <message>
        <source>Try the demo first</source>
        <translation>先看示例</translation>
    </message>
    <message>
        <source>Recover from bundles…</source>
        <translation>从数据包找回…</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Work number</source>
        <translation>工号</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>Another folder for the workspace</source>
        <translation>换一个文件夹存放工作区</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>WhatIf</name>
    <message>
        <source>The card of the draft</source>
        <translation>草稿自己的评分表</translation>
    </message>
    <message>
        <source>Every team</source>
        <translation>全部班组</translation>
    </message>
    <message>
        <source>Scoring the period again… nothing is written.</source>
        <translation>正在重新计分…… 不会改动任何数据。</translation>
    </message>
    <message>
        <source>There is no draft yet. Change a scorecard, and try it here before.</source>
        <translation>还没有草稿。先修改一张评分表，发布前可以在这里试算。</translation>
    </message>
    <message>
        <source>{n} to put right in the draft first.</source>
        <translation>草稿里还有 {n} 处要先改好。</translation>
    </message>
    <message>
        <source>Scores the evaluations of a period again with the draft, and tells what would be different. Nothing is written.</source>
        <translation>用草稿把一段时间的质检单重新算一遍，看分数、合格和名次会怎么变。不会改动任何数据。</translation>
    </message>
    <message>
        <source>What would change</source>
        <translation>试算</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Evaluations with</source>
        <translation>拿哪张表的质检单算</translation>
    </message>
    <message>
        <source>Team</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>提交时间</translation>
    </message>
    <message>
        <source>Work it out</source>
        <translation>开始试算</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>坐席</translation>
    </message>
    <message>
        <source>Teams</source>
        <translation>班组</translation>
    </message>
    <message>
        <source>Biggest movers</source>
        <translation>变化最大</translation>
    </message>
    <message>
        <source>What does not fit</source>
        <translation>对不上的</translation>
    </message>
    <message>
        <source>{n} evaluations, {scored} with a score before and after</source>
        <translation>{n} 份质检单，前后都有分的 {scored} 份</translation>
    </message>
    <message>
        <source>Mean of scores: {before} → {after} ({change})</source>
        <translation>均分：{before} → {after}（{change}）</translation>
    </message>
    <message>
        <source>Passed: {before} → {after}; then {span}</source>
        <translation>合格：{before} → {after}；试算后 {span}</translation>
    </message>
    <message>
        <source>{n} would have no score any more</source>
        <translation>{n} 份会变成无分</translation>
    </message>
    <message>
        <source>{n} would have a score</source>
        <translation>{n} 份会变成有分</translation>
    </message>
    <message>
        <source>{n} lack answers that the draft asks for</source>
        <translation>{n} 份缺草稿新要的答案</translation>
    </message>
    <message>
        <source>{n} could not be read</source>
        <translation>{n} 份读不出来</translation>
    </message>
    <message>
        <source>n</source>
        <translation>份数</translation>
    </message>
    <message>
        <source>Mean now</source>
        <translation>现均分</translation>
    </message>
    <message>
        <source>Mean then</source>
        <translation>试算均分</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Passed now</source>
        <translation>现合格</translation>
    </message>
    <message>
        <source>Passed then</source>
        <translation>试算合格</translation>
    </message>
    <message>
        <source>Rank</source>
        <translation>名次</translation>
    </message>
    <message>
        <source>Score now</source>
        <translation>现得分</translation>
    </message>
    <message>
        <source>Score then</source>
        <translation>试算得分</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>合格与否</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>评分项</translation>
    </message>
    <message>
        <source>What happens</source>
        <translation>怎么处理</translation>
    </message>
    <message>
        <source>Evaluations</source>
        <translation>质检单数</translation>
    </message>
    <message>
        <source>95 % interval {low}–{high} %</source>
        <translation>95% 区间 {low}%–{high}%</translation>
    </message>
    <message>
        <source>stays passed</source>
        <translation>仍合格</translation>
    </message>
    <message>
        <source>stays failed</source>
        <translation>仍不合格</translation>
    </message>
    <message>
        <source>failed → passed</source>
        <translation>不合格 → 合格</translation>
    </message>
    <message>
        <source>passed → failed</source>
        <translation>合格 → 不合格</translation>
    </message>
    <message>
        <source>Not in the draft: its answers are left out</source>
        <translation>草稿里没有这一项，原来的答案不算</translation>
    </message>
    <message>
        <source>The draft does not take the answer “{answer}”: as if missing</source>
        <translation>草稿不接受答案“{answer}”，当作没评</translation>
    </message>
    <message>
        <source>New in the draft: nobody has answered it yet, it does not count</source>
        <translation>草稿新增的项，还没有人评过，先不计分</translation>
    </message>
    <message>
        <source>Nothing was written. In brackets the 95 % interval of each mean; where intervals overlap there is no rank, only the places it may be, such as 2–5.</source>
        <translation>没有改动任何数据。括号里是均分的 95% 区间；区间重叠时排不出名次，只写可能的名次范围，如 2–5。</translation>
    </message>
    <message>
        <source>This scorecard has no draft yet. Change it, and try the change here; or choose the draft of another one above.</source>
        <translation>这份评分表还没有草稿。先修改再来试算，或在上面另选一份草稿。</translation>
    </message>
</context>
<context>
    <name>WhyPanel</name>
    <message>
        <source>Why this score</source>
        <translation>为什么是这个分</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>存成 PDF…</translation>
    </message>
    <message>
        <source>Can be printed once it is submitted.</source>
        <translation>提交后可以打印或存成 PDF。</translation>
    </message>
    <message>
        <source>Saved: {file}</source>
        <translation>已保存：{file}</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>Spot check</source>
        <translation>抽查录音</translation>
    </message>
    <message>
        <source>Live monitoring</source>
        <translation>实时监听</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>旁听</translation>
    </message>
    <message>
        <source>Success-order review</source>
        <translation>成功单复核</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>System fault</source>
        <translation>系统故障</translation>
    </message>
    <message>
        <source>Peak hours</source>
        <translation>话务高峰</translation>
    </message>
    <message>
        <source>Something else</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>Nobody speaks</source>
        <translation>无人说话</translation>
    </message>
    <message>
        <source>Not a customer call</source>
        <translation>非客户来电</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>录音损坏</translation>
    </message>
    <message>
        <source>Ended at once</source>
        <translation>接通即挂断</translation>
    </message>
    <message>
        <source>Recorded twice</source>
        <translation>重复录音</translation>
    </message>
    <message>
        <source>Another reason</source>
        <translation>其他原因</translation>
    </message>
    <message>
        <source>To inspect</source>
        <translation>待检</translation>
    </message>
    <message>
        <source>Being scored</source>
        <translation>评分中</translation>
    </message>
    <message>
        <source>Submitted</source>
        <translation>已提交</translation>
    </message>
    <message>
        <source>Set aside</source>
        <translation>无效</translation>
    </message>
    <message>
        <source>Understanding</source>
        <translation>理解</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>倾听</translation>
    </message>
    <message>
        <source>Problem solving</source>
        <translation>解决问题</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>细节</translation>
    </message>
    <message>
        <source>Communication</source>
        <translation>沟通</translation>
    </message>
    <message>
        <source>Warmth and tone</source>
        <translation>热情/语气</translation>
    </message>
    <message>
        <source>None yet</source>
        <translation>未分级</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>优</translation>
    </message>
    <message>
        <source>Fair</source>
        <translation>中等</translation>
    </message>
    <message>
        <source>Poor</source>
        <translation>差</translation>
    </message>
    <message>
        <source>All calls</source>
        <translation>全检</translation>
    </message>
    <message>
        <source>Normal checks</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Fewer checks</source>
        <translation>少检</translation>
    </message>
    <message>
        <source>Exempt</source>
        <translation>免检</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新员工</translation>
    </message>
    <message>
        <source>Experienced</source>
        <translation>老员工</translation>
    </message>
    <message>
        <source>Left</source>
        <translation>离职</translation>
    </message>
    <message>
        <source>Scored</source>
        <translation>已评</translation>
    </message>
</context>
<context>
    <name>WriteBundle</name>
    <message>
        <source>Write a bundle</source>
        <translation>写数据包</translation>
    </message>
    <message>
        <source>Only this, and what belongs to it: {what}</source>
        <translation>只写这一项及其相关记录：{what}</translation>
    </message>
    <message>
        <source>Everything that they do not have yet</source>
        <translation>对方还没有的全部内容</translation>
    </message>
    <message>
        <source>For whom</source>
        <translation>给谁</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>录音</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写出</translation>
    </message>
    <message>
        <source>Writing, then reading back what was written…</source>
        <translation>正在写出，写完会再读一遍核对…</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Nobody ticked: for anybody, with everything, so that whoever gets it needs nothing else.</source>
        <translation>没有勾选任何人：写给所有人，包含全部内容，谁拿到都能直接用。</translation>
    </message>
    <message>
        <source>What they have acknowledged with their own bundles is left out.</source>
        <translation>对方已经收到的部分（以对方发来的数据包为准）不再写入。</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>正在统计…</translation>
    </message>
    <message>
        <source>Without recordings</source>
        <translation>不带录音</translation>
    </message>
    <message>
        <source>Whole recordings: {count}, {size}</source>
        <translation>带完整录音：{count} 个，{size}</translation>
    </message>
    <message>
        <source>Entries of the journal: {count}</source>
        <translation>操作 {count} 条</translation>
    </message>
    <message>
        <source>recordings not on this computer: {count}</source>
        <translation>有 {count} 个录音不在本机</translation>
    </message>
    <message>
        <source>bundle</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>It was read back and is whole. Hand it over by share, mail or USB stick. It counts as received once a bundle or a receipt of theirs is merged here.</source>
        <translation>已读回核对，文件完整。请用共享盘、邮件或 U 盘交给对方。合并了对方的数据包或回执之后，才算对方已收到。</translation>
    </message>
    <message>
        <source>{name}   lacks {count}</source>
        <translation>{name}   还缺 {count} 条</translation>
    </message>
    <message>
        <source>Write a receipt</source>
        <translation>写回执</translation>
    </message>
    <message>
        <source>Ask for what is missing</source>
        <translation>索取缺少的内容</translation>
    </message>
    <message>
        <source>Answer a request</source>
        <translation>答复补发请求</translation>
    </message>
    <message>
        <source>What you have received: nothing of it is sent again</source>
        <translation>只说明您收到了哪些，不含内容</translation>
    </message>
    <message>
        <source>What is missing here, for whoever may have it</source>
        <translation>列出本机缺哪些，交给可能有的人</translation>
    </message>
    <message>
        <source>What {who} asked for</source>
        <translation>{who} 请求补发的内容</translation>
    </message>
    <message>
        <source>Encrypt</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>Only the seconds that comments point at</source>
        <translation>只带标记所指的片段</translation>
    </message>
    <message>
        <source>Cannot be encrypted: no single key of {names} is known. Merge a bundle of theirs first.</source>
        <translation>不能加密：还没有{names}的唯一密钥，请先合并对方的一个数据包。</translation>
    </message>
    <message>
        <source>Only those it is for, and you, can read it; nobody on the way.</source>
        <translation>只有收件人和您自己能打开，途中别人看不到。</translation>
    </message>
    <message>
        <source>Anybody who gets the file can read it.</source>
        <translation>任何人拿到文件都能看到内容。</translation>
    </message>
    <message>
        <source>receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>request</source>
        <translation>补发请求</translation>
    </message>
    <message>
        <source>answer</source>
        <translation>答复</translation>
    </message>
    <message>
        <source>{name}   never heard from</source>
        <translation>{name}   从未收到过对方的数据包</translation>
    </message>
    <message>
        <source>Only the seconds it is about: {length}, about {size}</source>
        <translation>只带涉及的片段：{length}，约 {size}</translation>
    </message>
    <message>
        <source>nothing to hear for whoever lacks the recordings</source>
        <translation>对方没有这些录音就听不到</translation>
    </message>
    <message>
        <source>The receipt is written</source>
        <translation>回执已写好</translation>
    </message>
    <message>
        <source>The request is written</source>
        <translation>补发请求已写好</translation>
    </message>
    <message>
        <source>{count} entries</source>
        <translation>{count} 条操作</translation>
    </message>
    <message>
        <source>{count} recordings</source>
        <translation>{count} 个录音</translation>
    </message>
    <message>
        <source>{count} clips</source>
        <translation>{count} 段录音片段</translation>
    </message>
    <message>
        <source>Written: nothing new in it</source>
        <translation>已写出，里面没有新内容</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Written: {what}</source>
        <translation>已写出 {what}</translation>
    </message>
    <message>
        <source>Encrypted: only those it is for, and you, can open it.</source>
        <translation>已加密，只有收件人和您自己能打开。</translation>
    </message>
    <message>
        <source>Not encrypted: anybody who gets it can read it.</source>
        <translation>没有加密，任何人拿到都能看到内容。</translation>
    </message>
    <message>
        <source>Hand it back. Once it is merged there, they know what you have.</source>
        <translation>请交还给对方。对方合并后就知道您收到了哪些。</translation>
    </message>
    <message>
        <source>Hand it to whoever may have what is missing. When they merge it, the program offers them to write the answer.</source>
        <translation>请交给可能有这些内容的人。对方合并时，程序会提示写答复。</translation>
    </message>
    <message>
        <source>Hand it to whoever asked; merging it fills the gap.</source>
        <translation>请交给提出请求的人，合并后就补齐了。</translation>
    </message>
    <message>
        <source>Recordings that are not on this computer: {count}.</source>
        <translation>有 {count} 个录音不在本机，没有写入。</translation>
    </message>
    <message>
        <source>Folder for the file</source>
        <translation>文件存到哪里</translation>
    </message>
</context>
</TS>
